import { z } from "zod";
import { parseHex32 } from "../core/ids.js";
import type {
  CarriedFacts,
  ConcernFacts,
  DecisionFacts,
  InstitutionFacts,
  RoundFacts,
  SeatFacts,
  VersionFacts,
} from "../core/judge/evidence.js";
import {
  BASES,
  type Hex,
  type KeyId,
  KINDS,
  OUTCOMES,
  ROLES,
  ROUND_PURPOSES,
  ROUTES,
  type RoundId,
  type RubricId,
  SEAT_FLAGS,
  STAGES,
  STANDINGS,
  type VersionId,
} from "../core/types.js";
import { INTERFACES } from "./abi.js";
import { plain } from "./plain.js";

const at = z.number().int().nonnegative();
/** Times and periods of which 0 says: none. */
const maybeAt = at.transform((time) => (time === 0 ? null : time));
/** A number of an institution, of which 0 says: none. */
const maybeNumber = maybeAt;
const hex = z
  .string()
  .regex(/^0x([0-9a-f]{2})*$/)
  .transform((text) => text as Hex);
const NOTHING = /^0x0*$/;
const maybeHex = hex.transform((text) => (NOTHING.test(text) ? null : text));
const id = <T extends Hex>() => z.string().transform((text) => parseHex32(text) as Hex as T);
const maybeId = <T extends Hex>() =>
  z.string().transform((text) => (NOTHING.test(text) ? null : (parseHex32(text) as Hex as T)));
const seatFlags = z
  .number()
  .int()
  .min(0)
  .max(2 ** SEAT_FLAGS.length - 1)
  .transform((bits) => SEAT_FLAGS.filter((_, bit) => (bits & (1 << bit)) !== 0));
const word = <const T extends readonly string[]>(words: T) =>
  z.number().transform((index, context): T[number] => {
    const found = words[index];
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: "a value that this version does not know" });
    return z.NEVER;
  });
const country = hex.transform((text) => {
  const letters = String.fromCharCode(Number.parseInt(text.slice(2, 4), 16), Number.parseInt(text.slice(4), 16));
  return /^[A-Z]{2}$/.test(letters) ? letters : text;
});

const Answer = z.object({
  anchoredAt: maybeAt,
  matches: z.boolean(),
  statusBits: z.number().int(),
  keyAuthorised: z.boolean(),
  credentialKeyAuthorised: z.boolean(),
  mayIssue: z.boolean(),
});

const Seat = z
  .object({
    signer: id<KeyId>(),
    institution: z.number(),
    role: word(ROLES),
    flags: seatFlags,
    submittedAt: maybeAt,
    ratings: z.string(),
  })
  .transform((seat): SeatFacts => seat);

const Decision = z
  .object({ policy: hex, listed: z.boolean(), outcome: word(OUTCOMES), decidedAt: at, expiresAt: maybeAt })
  .transform((decision): DecisionFacts => decision);

const FollowUp = z.object({ rescindedAt: maybeAt, conditionsClosedAt: maybeAt, conditions: maybeHex });

const Concern = z
  .object({
    filedBy: z.number(),
    admittedBy: maybeNumber,
    filedAt: at,
    admittedAt: maybeAt,
    closedAt: maybeAt,
  })
  .transform((concern): ConcernFacts => concern);

const Round = z
  .object({
    id: id<RoundId>(),
    rubricListed: z.boolean(),
    round: z.object({
      rubric: id<RubricId>(),
      appealOf: maybeId<RoundId>(),
      convener: z.number(),
      stage: word(STAGES),
      purpose: word(ROUND_PURPOSES),
      basis: word(BASES),
      route: word(ROUTES),
      openedAt: at,
      endedAt: maybeAt,
      reply: maybeHex,
    }),
    seats: z.array(Seat),
    decisions: z.array(Decision),
    followUp: FollowUp,
  })
  .transform(({ round, ...facts }): RoundFacts => ({ ...round, ...facts }));

const Carried = z
  .object({ carrying: z.object({ carriedAt: at, steps: z.number().int() }), round: Round })
  .transform(({ carrying, round }): CarriedFacts => ({ ...carrying, round }));

const Version = z
  .object({
    id: id<VersionId>(),
    exists: z.boolean(),
    version: z.object({
      course: hex,
      previous: maybeHex,
      publisher: z.number(),
      minor: z.boolean(),
      publishedAt: at,
      retiredAt: maybeAt,
      teachOutUntil: maybeAt,
    }),
    rounds: z.array(Round),
    carried: z.array(Carried),
    concerns: z.array(Concern),
  })
  .transform(({ id, exists, version, ...reviews }) => ({
    id,
    facts: exists ? ({ id, ...version, ...reviews } satisfies VersionFacts) : null,
  }));

const Institution = z
  .object({
    id: z.number(),
    name: z.string(),
    domain: z.string(),
    country,
    kind: word(KINDS),
    standings: z.array(
      z.object({ standing: word(STANDINGS), since: at, successor: z.number(), recordsKeeper: z.number() }),
    ),
  })
  .transform((institution): InstitutionFacts => institution);

/** Of facts told twice, one reader would take the first, another the last. */
function areDistinct(list: readonly { readonly id: unknown }[]): boolean {
  return new Set(list.map(({ id }) => id)).size === list.length;
}

const Report = z.object({
  chainId: z.string().transform(Number),
  directory: z.string(),
  blockNumber: z.string().transform(Number),
  blockTime: z.string().transform(Number),
  answers: z.array(Answer),
  versions: z.array(Version).refine(areDistinct, "a version told twice"),
  institutions: z.array(Institution).refine(areDistinct, "an institution told twice"),
});

/** The lens's report, read; `facts` of a version that does not exist are null. */
export type Report = z.infer<typeof Report>;

/**
 * Reads what the directory returned for a question.
 *
 * @throws an error of ethers or Zod when it is not a report, or one with values that this version does not know.
 */
export function decodeReport(data: Hex): Report {
  const [answer] = INTERFACES.directory.decodeFunctionResult("ask", data);
  const fragment = INTERFACES.lens.getFunction("report");
  if (fragment === null) throw new TypeError("The lens has no report.");
  const values = INTERFACES.lens.decodeFunctionResult(fragment, answer);
  return Report.parse(fragment.outputs.map((type, i) => plain(values[i], type, "text"))[0]);
}
