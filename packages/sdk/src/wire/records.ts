import { z } from "zod";
import { STATUS_ACTIONS } from "../core/types.js";
import {
  Decimal,
  Hex20,
  Hex32,
  HexBytes,
  InstitutionId,
  InstitutionParam,
  PageQuery,
  pageOf,
  Recorded,
  Seconds,
} from "./common.js";
import { FEED_TYPES, FeedEvent } from "./events.js";
import { Seat, SeatRole } from "./rounds.js";
import { Concern } from "./versions.js";

/** Number of a batch as the chain holds it: up to 2^64 - 1, decimal. */
const AnchorNumber = z.string().regex(/^(?:0|[1-9][0-9]{0,19})$/);

/** A batch that the chain holds, whichever registry anchored it. */
export const Anchor = z.strictObject({
  institution: InstitutionId,
  number: AnchorNumber,
  root: Hex32,
  size: z.int(),
  courseVersion: Hex32,
  key: Hex32.describe("Signer id that authorised it"),
  final: z.boolean().describe("Whether its block is final"),
  recorded: Recorded,
});
export type Anchor = z.infer<typeof Anchor>;

/** Anchored batches, one page. */
export const AnchorPage = pageOf(Anchor);
/** What the list of anchored batches takes. */
export const AnchorQuery = z.strictObject({
  ...PageQuery,
  institution: InstitutionParam.optional(),
  courseVersion: Hex32.optional(),
});
/** Path of an anchored batch. */
export const AnchorPath = z.strictObject({ institution: InstitutionParam, number: AnchorNumber });

/** A change of status of credentials of a batch. */
export const StatusChange = z.strictObject({
  action: z.enum(STATUS_ACTIONS),
  word: z.int().describe("Credentials 256 times this and the next 255"),
  mask: Decimal.describe("Bit i: credential i of the word"),
  recorded: Recorded,
});
export type StatusChange = z.infer<typeof StatusChange>;
/** Changes of status, one page. */
export const StatusChangePage = pageOf(StatusChange);
/** What lists take that have no filter. */
export const PlainQuery = z.strictObject(PageQuery);

/** Concerns, one page. */
export const ConcernPage = pageOf(Concern);
/** What the list of concerns takes. */
export const ConcernQuery = z.strictObject({
  ...PageQuery,
  version: Hex32.optional(),
  institution: InstitutionParam.optional().describe("Who filed or admitted it"),
  state: z
    .enum(["filed", "open", "closed"])
    .optional()
    .describe(
      "`open`: admitted by a second member, settled by nothing; `closed`: settled by the two, or by a later result",
    ),
});
/** Path of a concern. */
export const ConcernPath = z.strictObject({ id: Hex32 });

/** A seat with its round. */
export const RoundSeat = Seat.extend({ round: Hex32 });
export type RoundSeat = z.infer<typeof RoundSeat>;
/** Seats of any rounds, one page. */
export const RoundSeatPage = pageOf(RoundSeat);
/** What the list of seats takes. */
export const SeatQuery = z.strictObject({
  ...PageQuery,
  institution: InstitutionParam.optional().describe("Who appointed it"),
  role: SeatRole.optional(),
  signer: HexBytes.optional().describe("Bytes of the signer that holds it"),
});

/** The directory listed something, or took it off. */
export const Listing = z.strictObject({
  kind: z.enum(["policy", "rubric"]),
  id: z.union([Hex20, Hex32]),
  listed: z.boolean(),
  recorded: Recorded,
});
export type Listing = z.infer<typeof Listing>;
/** Listings, one page. */
export const ListingPage = pageOf(Listing);
/** What the list of listings takes. */
export const ListingQuery = z.strictObject({ ...PageQuery, kind: z.enum(["policy", "rubric"]).optional() });

/** An institution's profile over time. */
export const ProfileEntry = z.strictObject({ sequence: z.int(), profileDigest: Hex32, recorded: Recorded });
export type ProfileEntry = z.infer<typeof ProfileEntry>;
/** Profiles, one page. */
export const ProfilePage = pageOf(ProfileEntry);

/** Course versions by filter. */
export const VersionQuery = z.strictObject({
  ...PageQuery,
  course: Hex32.optional(),
  publisher: InstitutionParam.optional(),
  retired: z.enum(["true", "false"]).optional(),
});

/** A block that this registry has followed. */
export const Block = z.strictObject({
  number: z.int(),
  hash: Hex32,
  parentHash: Hex32,
  at: Seconds,
  final: z.boolean(),
});
export type Block = z.infer<typeof Block>;
/** Path of a block. */
export const BlockPath = z.strictObject({
  number: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32),
});

/** Events of the feed, oldest first, one page. */
export const HistoryPage = pageOf(FeedEvent);
/** What the history takes. */
export const HistoryQuery = z.strictObject({
  ...PageQuery,
  type: z.enum(FEED_TYPES).optional(),
  institution: InstitutionParam.optional().describe("Only events about this one"),
});
