import { z } from "zod";
import { BASES, ROLES, ROUND_PURPOSES, ROUTES, SEAT_FLAGS, STAGES } from "../core/types.js";
import {
  Decimal,
  Hex32,
  HexBytes,
  InstitutionId,
  InstitutionParam,
  PageQuery,
  PublishedDocument,
  pageOf,
  Recorded,
  Seconds,
} from "./common.js";
import { Decision } from "./decisions.js";

/** Role of a seat. */
export const SeatRole = z.enum(ROLES).exclude(["none"]);

/** A review round. */
export const Round = z.strictObject({
  id: Hex32,
  version: Hex32,
  rubric: Hex32,
  n: z.int().min(1).describe("Which round of this version against this rubric"),
  owner: InstitutionId.describe("Institution that opened it"),
  convener: InstitutionId,
  purpose: z.enum(ROUND_PURPOSES),
  basis: z.enum(BASES),
  route: z.enum(ROUTES),
  stage: z.enum(STAGES),
  appealOf: Hex32.nullable().describe("Round that it appeals against"),
  appealedBy: Hex32.nullable().describe("The latest appeal against it"),
  seatsWanted: z.strictObject({
    "subject-expert": z.int(),
    education: z.int(),
    practitioner: z.int(),
    learner: z.int(),
    chair: z.int(),
  }),
  seatCount: z.int(),
  panelCount: z.int().describe("Seats appointed and not excluded"),
  sealedCount: z.int(),
  submittedCount: z.int().describe("Seats of the panel that reviewed"),
  addedBy: InstitutionId.nullable().describe("Institution that was asked for an added seat"),
  addedRole: SeatRole.nullable(),
  validity: z.int().describe("Seconds that a decision of this round stands"),
  openedAt: Seconds,
  acceptedAt: Seconds.nullable(),
  panelSetAt: Seconds.nullable(),
  panelFrom: Seconds.nullable().describe("First second in which the panel may be set; null: no seat yet"),
  reviewUntil: Seconds.describe("Last second for seals, or for the reviews of a formative round"),
  revealFrom: Seconds.nullable().describe("First second for reveals; null: no panel yet, or a formative round"),
  revealUntil: Seconds.nullable().describe("Last second for them; of a formative round `reviewUntil`"),
  replyFrom: Seconds.nullable().describe("First second for the provider's reply; null: no panel yet"),
  replyUntil: Seconds.nullable().describe("Last second for it; the round can be closed afterwards"),
  appealUntil: Seconds.nullable().describe("Last second for an appeal; null: not closed, or formative"),
  endedAt: Seconds.nullable().describe("When it was closed or abandoned"),
  ground: Hex32.nullable().describe("Digest of the reason for abandoning"),
  document: Hex32.describe("Digest of its `round/1` document"),
  opened: Recorded,
});
export type Round = z.infer<typeof Round>;

/** The provider's reply. */
export const Reply = z.strictObject({
  owner: InstitutionId,
  digest: Hex32,
  document: PublishedDocument,
  recorded: Recorded,
});
export type Reply = z.infer<typeof Reply>;

/** A round with its documents. */
export const RoundDetail = Round.extend({
  content: PublishedDocument.describe("The `round/1` document"),
  reply: Reply.nullable(),
  decisions: z.array(Decision),
});
export type RoundDetail = z.infer<typeof RoundDetail>;

/** A seat of a panel. */
export const Seat = z.strictObject({
  seat: z.int(),
  institution: InstitutionId.describe("Who appointed the reviewer"),
  role: SeatRole,
  flags: z.array(z.enum(SEAT_FLAGS)).describe("Objected to by the provider, excluded from the panel, added later"),
  objection: Hex32.nullable().describe("Digest of the provider's reasons"),
  affiliations: z.array(InstitutionId),
  signer: HexBytes.describe("Signer bytes, used in this round only"),
  signerId: Hex32,
  sealedAt: Seconds.nullable(),
  commitment: Hex32.nullable().describe("What it sealed"),
  submittedAt: Seconds.nullable(),
  revisedAt: Seconds.nullable(),
  appointed: Recorded,
});
export type Seat = z.infer<typeof Seat>;

/** A review or its revision, as the chain recorded it. */
export const Review = z.strictObject({
  seat: z.int(),
  role: SeatRole,
  institution: InstitutionId,
  sequence: z.int(),
  reviewDigest: Hex32,
  ratings: Decimal.describe("Packed: criterion i at bits 4i..4i+3, 0 not rated, 1-4 level 0-3"),
  levels: z.array(z.int().min(0).max(3).nullable()).describe("Level of each criterion, null: not rated"),
  document: PublishedDocument.describe("The `review/1` document"),
  recorded: Recorded,
});
export type Review = z.infer<typeof Review>;

/** Rounds, one page. */
export const RoundPage = pageOf(Round);
/** Seats, one page. */
export const SeatPage = pageOf(Seat);
/** Reviews, one page. */
export const ReviewPage = pageOf(Review);
/** Path of a round. */
export const RoundPath = z.strictObject({ id: Hex32 });
/** What the list of rounds takes. */
export const RoundQuery = z.strictObject({
  ...PageQuery,
  version: Hex32.optional(),
  stage: z.enum(STAGES).optional(),
  convener: InstitutionParam.optional(),
  owner: InstitutionParam.optional().describe("Who opened it"),
  institution: InstitutionParam.optional().describe(
    "Who opened or convened it, appointed a seat, or was asked for one",
  ),
  rubric: Hex32.optional(),
  route: z.enum(ROUTES).exclude(["none"]).optional(),
  purpose: z.enum(ROUND_PURPOSES).exclude(["none"]).optional(),
});
/** What the lists of a round take. */
export const RoundPartQuery = z.strictObject(PageQuery);
