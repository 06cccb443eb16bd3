import type { CarriedFacts, ConcernFacts, DecisionFacts, RoundFacts } from "../evidence.js";
import { ANCHORED_AT, BLOCK_AT, DAY, NOTHING_FOLLOWED, round } from "./sample.js";
import type { Scenario } from "./scenarios.js";

const [first] = round().decisions;
const decidedAt = first?.decidedAt ?? ANCHORED_AT;
const conditional: Partial<DecisionFacts> = { outcome: "conditional" };
const closedAt = (day: number) => ({ ...NOTHING_FOLLOWED, conditionsClosedAt: ANCHORED_AT + day * DAY });

/** An appeal against the round of the good case. */
function appeal(edit: Partial<RoundFacts>): RoundFacts {
  return round(
    { appealOf: round().id, stage: "reviewing", openedAt: decidedAt + DAY, endedAt: null, ...edit },
    null,
    2,
  );
}

/** A concern of two members, admitted ten days before the anchor. */
function concern(edit: Partial<ConcernFacts> = {}): ConcernFacts {
  const admittedAt = ANCHORED_AT - 10 * DAY;
  return { filedBy: 2, admittedBy: 3, filedAt: admittedAt - DAY, admittedAt, closedAt: null, ...edit };
}

/** The decision of the good case, carried from the version before, thirty days before the anchor. */
function carried(edit: Partial<CarriedFacts> = {}): CarriedFacts {
  return { carriedAt: ANCHORED_AT - 30 * DAY, steps: 1, round: round(), ...edit };
}

/** What follows a review: appeals, concerns, conditions that were closed, decisions carried over. */
export const REVIEW: readonly Scenario[] = [
  {
    name: "appeal-open",
    about: "The standard was met; an appeal against the decision was under way when it was taught.",
    sample: { version: { rounds: [round(), appeal({})] } },
    verdict: "valid",
    checks: { quality: "warn appeal-open" },
  },
  {
    name: "standard-met.appeal-given-up",
    about: "The appeal ended before the course was taken, without a panel.",
    sample: { version: { rounds: [round(), appeal({ stage: "abandoned", endedAt: ANCHORED_AT - 30 * DAY })] } },
    verdict: "valid",
  },
  {
    name: "concern-open",
    about: "The standard was met; two members stand behind a concern that is not settled.",
    sample: { version: { concerns: [concern()] } },
    verdict: "valid",
    checks: { quality: "warn concern-open" },
  },
  {
    name: "standard-met.concern-settled",
    about: "Both members agreed, before the course was taken, that their concern is settled.",
    sample: {
      version: { concerns: [concern({ admittedAt: ANCHORED_AT - 39 * DAY, closedAt: ANCHORED_AT - 38 * DAY })] },
    },
    verdict: "valid",
  },
  {
    name: "standard-met.concern-of-one",
    about: "One member's concern, which no other stands behind, is not open.",
    sample: { version: { concerns: [concern({ admittedBy: null, admittedAt: null })] } },
    verdict: "valid",
  },
  {
    name: "standard-met.concern-decided",
    about: "A decision later than the concern settles it.",
    sample: { version: { concerns: [concern({ admittedAt: ANCHORED_AT - 50 * DAY })] } },
    verdict: "valid",
  },
  {
    name: "conditions-closed",
    about: "Conditional when it was taught; the convener has found the conditions fulfilled since.",
    sample: { version: { rounds: [round({ followUp: closedAt(1) }, conditional)] } },
    verdict: "valid",
    checks: { quality: "warn conditions-closed" },
  },
  {
    name: "met-with-conditions.closed-after-the-answer",
    about: "Conditions that are closed later than the moment asked about are open still.",
    sample: {
      version: {
        rounds: [round({ followUp: { ...NOTHING_FOLLOWED, conditionsClosedAt: BLOCK_AT + DAY } }, conditional)],
      },
    },
    verdict: "valid",
    checks: { quality: "warn met-with-conditions" },
  },
  {
    name: "review-carried",
    about: "Standard met by an earlier version; the convener signed the change as minor.",
    sample: { version: { rounds: [], carried: [carried()] } },
    verdict: "valid",
    checks: { quality: "pass review-carried" },
  },
  {
    name: "unreviewed.carried-later",
    about: "A decision that was carried after the course was taken does not speak for that time.",
    sample: { version: { rounds: [], carried: [carried({ carriedAt: ANCHORED_AT + DAY })] } },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "unreviewed.not-met-is-not-carried",
    about: "Only `met` and `conditional` are carried, whatever a chain answers.",
    sample: {
      version: { rounds: [], carried: [carried({ round: round({}, { outcome: "not-met", expiresAt: null }) })] },
    },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "standard-not-met.own-decision-displaces-a-carried-one",
    about: "The version's own later decision counts, also where another was carried to it after that.",
    sample: {
      version: {
        rounds: [round({ endedAt: ANCHORED_AT - 35 * DAY }, { outcome: "not-met", expiresAt: null }, 2)],
        carried: [carried()],
      },
    },
    verdict: "valid",
    checks: { quality: "fail standard-not-met" },
  },
  {
    name: "review-rescinded.carried",
    about: "What is rescinded is rescinded wherever it was carried.",
    sample: {
      version: {
        rounds: [],
        carried: [
          carried({ round: round({ followUp: { ...NOTHING_FOLLOWED, rescindedAt: ANCHORED_AT - 20 * DAY } }) }),
        ],
      },
    },
    verdict: "valid",
    checks: { quality: "fail review-rescinded" },
  },
];
