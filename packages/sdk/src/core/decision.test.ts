import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, type RatedSeat } from "./decision.js";
import { packRatings } from "./ratings.js";
import { BASELINE_RUBRIC } from "./rubric/baseline.js";
import { ruleOf, SEAT_ROLES, type SeatRole } from "./rubric/header.js";

const RULE = ruleOf(BASELINE_RUBRIC);
const IDS = BASELINE_RUBRIC.criteria.map(({ id }) => id);
type Levels = Readonly<Record<string, number | null>>;

/** A seat that gives 2 everywhere, but for what is named. */
function seat(role: SeatRole, levels: Levels = {}): RatedSeat {
  const given = RULE.criteria.map(({ ratedBy }, i) => {
    const level = levels[IDS[i] ?? ""];
    return level === undefined ? (ratedBy.includes(role) ? 2 : null) : level;
  });
  return { role, ratings: packRatings(given) };
}
/** Two experts who agree, and a learner. */
const panel = (levels: Levels, learner: Levels = {}): RatedSeat[] => [
  seat("subject-expert", levels),
  seat("subject-expert", levels),
  seat("learner", learner),
];
const every = (level: number | null): Levels => Object.fromEntries(IDS.map((id) => [id, level]));
const others = (level: number, ids: readonly string[]): Levels => Object.fromEntries(ids.map((id) => [id, level]));

describe("decide", () => {
  it.each([
    ["all at 2", panel({}), "met", "standard-met"],
    ["all at 3", panel(every(3)), "met", "standard-met"],
    ["an essential at 0", panel({ D1: 0 }), "not-met", "essential-absent"],
    ["three essentials at 1", panel({ N1: 1, D1: 1, A1: 1 }), "not-met", "essentials-partial"],
    ["two essentials at 1", panel({ N1: 1, D1: 1 }), "conditional", "essential-partial"],
    ["a single 0 on an essential", panel({}, { D1: 0 }), "conditional", "essential-doubted"],
    ["under half of the others", panel(others(1, ["N2", "C2", "A2", "L2", "L3", "P1"])), "not-met", "others-far-below"],
    ["half of the others", panel(others(1, ["N2", "C2", "A2", "L2", "L3"])), "conditional", "others-below"],
    ["seven of the ten others", panel(others(1, ["N2", "C2", "A2"])), "conditional", "others-below"],
    ["eight of the ten others", panel(others(1, ["N2", "C2"])), "met", "standard-met"],
    ["nobody rated", [], "not-met", "essential-absent"],
  ] as const)("%s", (_name, seats, outcome, reason) => {
    expect(decide(RULE, "panel", seats)).toMatchObject({ outcome, reason });
  });

  it("takes the lower of two middle levels", () => {
    const seats = [seat("subject-expert", { D1: 3 }), seat("subject-expert", { D1: 1 })];
    expect(decide(RULE, "panel", seats).criteria[IDS.indexOf("D1")]).toMatchObject({
      median: 1,
      ratings: 2,
      lowest: 1,
      highest: 3,
      reason: "essential-partial",
    });
  });

  it("counts only roles that may rate: a learner's word on C1 is not heard", () => {
    const c1 = IDS.indexOf("C1");
    const heard = decide(RULE, "panel", panel({}, { C1: 0 })).criteria[c1];
    expect(heard).toMatchObject({ median: 2, ratings: 2, lowest: 2 });
  });

  it("leaves out other criteria with one rating, and counts essential ones as 0", () => {
    const one = [seat("subject-expert"), seat("learner", every(null))];
    const { criteria, outcome } = decide(RULE, "panel", one);
    expect(outcome).toBe("not-met");
    expect(criteria[IDS.indexOf("N2")]).toMatchObject({ median: null, reason: "left-out" });
    expect(criteria[IDS.indexOf("N1")]).toMatchObject({ median: 0, reason: "essential-unrated" });
  });

  it("passes when there are no others at all", () => {
    const essential = new Set(BASELINE_RUBRIC.criteria.filter((c) => c.essential).map(({ id }) => id));
    const onlyEssentials = Object.fromEntries(IDS.map((id) => [id, essential.has(id) ? 2 : null]));
    const silent = { ...onlyEssentials, C1: null };
    expect(decide(RULE, "panel", panel(onlyEssentials, silent)).outcome).toBe("met");
  });

  it("judges five criteria on the rapid route, and gives no more than a provisional outcome", () => {
    const two = (levels: Levels) => [seat("subject-expert", levels), seat("practitioner", levels)];
    expect(decide(RULE, "rapid", two({ D2: 0, D3: 0, V3: 0 }))).toMatchObject({
      outcome: "provisional",
      reason: "rapid",
    });
    expect(decide(RULE, "rapid", two({ A1: 0 }))).toMatchObject({ outcome: "not-met" });
    const judged = decide(RULE, "rapid", two({})).criteria.filter(({ reason }) => reason !== "not-judged");
    expect(judged.map(({ criterion }) => IDS[criterion])).toEqual(["N1", "D1", "C1", "A1", "L1"]);
  });

  const anyPanel = fc.array(
    fc.record({
      role: fc.constantFrom(...SEAT_ROLES, "none" as const),
      ratings: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
    }),
    { maxLength: 15 },
  );

  it("gives every panel exactly one outcome, the same in any order of seats", () => {
    fc.assert(
      fc.property(anyPanel, fc.constantFrom("panel" as const, "rapid" as const), (seats, route) => {
        const decision = decide(RULE, route, seats);
        const possible = route === "rapid" ? ["not-met", "provisional"] : ["not-met", "conditional", "met"];
        expect(possible).toContain(decision.outcome);
        expect(decision.criteria).toHaveLength(IDS.length);
        expect(decide(RULE, route, [...seats].reverse())).toEqual(decision);
      }),
    );
  });

  it("never gets worse when one rating gets better", () => {
    const ranks = ["not-met", "conditional", "met"];
    const words = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 17, maxLength: 17 }), {
      minLength: 3,
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, fc.nat(5), fc.nat(16), (levels, who, what) => {
        const seats = (all: readonly (readonly number[])[]): RatedSeat[] =>
          all.map((row) => ({ role: "subject-expert", ratings: packRatings(row) }));
        const better = levels.map((row, s) => row.map((l, c) => (s === who && c === what ? Math.min(3, l + 1) : l)));
        const before = ranks.indexOf(decide(RULE, "panel", seats(levels)).outcome);
        expect(ranks.indexOf(decide(RULE, "panel", seats(better)).outcome)).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
