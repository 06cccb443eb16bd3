import { describe, expect, test } from "vitest";
import type { RoundFacts, VersionFacts } from "./evidence.js";
import { at, decided, states, stood } from "./testing/decided.js";
import { NOTHING_FOLLOWED, OTHER_RUBRIC, round } from "./testing/sample.js";

describe("a carried decision", () => {
  const from = (day: number, round: RoundFacts, steps = 1) => ({ carriedAt: at(day), steps, round });
  const flagsOf = (day: number, edit: Partial<VersionFacts>, rounds: readonly RoundFacts[] = []) =>
    stood(rounds, day, edit).flags;

  test("counts from when it was carried to the end that it had", () => {
    const edit = { carried: [from(20, decided(0, "met", 100), 2)] };
    expect(states([], [19, 20, 99, 100], edit)).toEqual(["unreviewed", "met", "met", "expired"]);
    expect(flagsOf(20, edit)).toEqual(["carried"]);
    expect(stood([], 20, edit).decision).toMatchObject({ decidedAt: at(0), carried: { at: at(20), steps: 2 } });
  });

  test("is met or conditional, never another", () => {
    expect(states([], [10], { carried: [from(5, decided(0, "conditional", 100))] })).toEqual(["conditional"]);
    expect(states([], [10], { carried: [from(5, decided(0, "not-met", null))] })).toEqual(["unreviewed"]);
    expect(states([], [10], { carried: [from(5, decided(0, "provisional", 100))] })).toEqual(["unreviewed"]);
  });

  test("gives way to a later decision of the version's own, also where it was carried after that", () => {
    const own = decided(10, "not-met", null);
    expect(states([own], [9, 10, 30], { carried: [from(5, decided(0, "met", 100))] })).toEqual([
      "met",
      "not-met",
      "not-met",
    ]);
    expect(states([own], [30], { carried: [from(20, decided(0, "met", 100))] })).toEqual(["not-met"]);
    expect(flagsOf(30, { carried: [from(20, decided(0, "met", 100))] }, [own])).toEqual([]);
  });

  test("displaces an earlier one, and no provisional one displaces it", () => {
    const own = decided(0, "not-met", null);
    expect(states([own], [19, 20], { carried: [from(20, decided(10, "met", 100))] })).toEqual(["not-met", "met"]);
    const rapid = decided(50, "provisional", 180, { route: "rapid" });
    expect(states([rapid], [60], { carried: [from(20, decided(10, "met", 100))] })).toEqual(["met"]);
  });

  test("is rescinded with the decision", () => {
    const rescinded = decided(0, "met", 100, { followUp: { ...NOTHING_FOLLOWED, rescindedAt: at(40) } });
    expect(states([], [39, 40], { carried: [from(20, rescinded)] })).toEqual(["met", "rescinded"]);
  });

  test("of a rubric that is not listed is shown, and counts for nothing", () => {
    const unlisted = decided(0, "met", 100, { rubric: OTHER_RUBRIC, rubricListed: false });
    expect(stood([], 30, { carried: [from(20, unlisted)] })).toMatchObject({
      state: "unreviewed",
      flags: ["other-decision"],
    });
  });
});

describe("what follows a decision is flagged", () => {
  const first = decided(0, "met", 1_000);

  test("an appeal while its round goes on", () => {
    const appeal = decided(60, "met", 1_000, { appealOf: first.id, openedAt: at(10) });
    const flags = [9, 10, 59, 60].map((day) => stood([first, appeal], day).flags);
    expect(flags).toEqual([[], ["appeal-open"], ["appeal-open"], []]);
  });

  test("a concern from its admission until both settle it, or a later decision does", () => {
    const concern = { filedBy: 2, admittedBy: 3, filedAt: at(5), admittedAt: at(10), closedAt: null };
    const open = (edit: Partial<typeof concern> | { closedAt: number }, rounds = [first]) =>
      [9, 10, 30, 31].map((day) => stood(rounds, day, { concerns: [{ ...concern, ...edit }] }).flags.length > 0);
    expect(open({})).toEqual([false, true, true, true]);
    expect(open({ closedAt: at(31) })).toEqual([false, true, true, false]);
    const later = decided(31, "met", 1_000, { openedAt: at(31) });
    expect(open({}, [first, later])).toEqual([false, true, true, false]);
    expect(open({}, [first, { ...later, rubricListed: false }])).toEqual([false, true, true, true]);
    const rescinded = { ...later, followUp: { ...NOTHING_FOLLOWED, rescindedAt: at(31) } };
    expect(open({}, [first, rescinded])).toEqual([false, true, true, true]);
  });

  test("a concern that nobody seconded is none, and a carried decision settles none", () => {
    const alone = { filedBy: 2, admittedBy: null, filedAt: at(5), admittedAt: null, closedAt: null };
    expect(stood([first], 30, { concerns: [alone] }).flags).toEqual([]);
    const concern = { ...alone, admittedBy: 3, admittedAt: at(6) };
    const carried = [{ carriedAt: at(20), steps: 1, round: decided(10, "met", 1_000) }];
    expect(stood([], 30, { concerns: [concern], carried }).flags).toEqual(["concern-open", "carried"]);
  });

  test("conditions from when they were closed; the decision is unchanged", () => {
    const followUp = { ...NOTHING_FOLLOWED, conditionsClosedAt: at(20) };
    const rounds = [decided(0, "conditional", 100, { followUp })];
    expect([19, 20, 100].map((day) => stood(rounds, day).flags)).toEqual([
      [],
      ["conditions-closed"],
      ["conditions-closed"],
    ]);
    expect(states(rounds, [20])).toEqual(["conditional"]);
    expect(stood([decided(0, "met", 100, { followUp })], 20).flags).toEqual([]);
  });
});

test("leaves excluded seats out of the panel, and marks those that were added or objected to", () => {
  const flags = [["excluded"], ["objected"], ["added"]] as const;
  const seats = round().seats.map((seat, i) => ({ ...seat, submittedAt: at(-1), flags: flags[i] ?? [] }));
  const panel = stood([decided(0, "met", 100, { seats })], 1).decision?.panel;
  expect(panel?.map((seat) => seat.flags)).toEqual([["objected"], ["added"]]);
});
