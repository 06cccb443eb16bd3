import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "./judge.js";
import { qualityAt } from "./quality.js";
import { at, decided, states, stood, T } from "./testing/decided.js";
import {
  ANCHORED_AT,
  build,
  DAY,
  edited,
  INSTITUTIONS,
  LEARNED_AT,
  NOTHING_FOLLOWED,
  NOW,
  OTHER_RUBRIC,
  POLICY,
  round,
  VERSION_FACTS,
} from "./testing/sample.js";

describe("the latest decision stands", () => {
  test("from the second of the decision to the second of its end", () => {
    const rounds = [decided(0, "met", 100)];
    expect(states(rounds, [-51, -50, -1])).toEqual(["unreviewed", "in-review", "in-review"]);
    expect(qualityAt({ ...VERSION_FACTS, rounds }, INSTITUTIONS, T).state).toBe("met");
    expect(qualityAt({ ...VERSION_FACTS, rounds }, INSTITUTIONS, at(100) - 1).state).toBe("met");
    expect(qualityAt({ ...VERSION_FACTS, rounds }, INSTITUTIONS, at(100)).state).toBe("expired");
  });

  test("whatever the order of the rounds", () => {
    const rounds = [decided(50, "conditional", 100), decided(0, "met", 100)];
    expect(states(rounds, [10, 60])).toEqual(["met", "conditional"]);
    expect(states(rounds.toReversed(), [10, 60])).toEqual(["met", "conditional"]);
  });

  test("a later one that ended does not bring back an earlier one", () => {
    expect(states([decided(0, "met", 1_000), decided(50, "conditional", 10)], [70])).toEqual(["expired"]);
  });

  test("not met does not end", () => {
    expect(states([decided(0, "not-met", null)], [5_000])).toEqual(["not-met"]);
  });

  test("of two in one second, the later in the list", () => {
    expect(states([decided(0, "met", 100), decided(0, "not-met", null)], [1])).toEqual(["not-met"]);
  });

  test("unless rescinded: then the one before stands, or none", () => {
    const rescinded = decided(50, "not-met", null, { followUp: { ...NOTHING_FOLLOWED, rescindedAt: at(60) } });
    expect(states([decided(0, "met", 100), rescinded], [10, 55, 60, 100])).toEqual([
      "met",
      "not-met",
      "met",
      "expired",
    ]);
    expect(states([rescinded], [55, 60])).toEqual(["not-met", "rescinded"]);
  });
});

describe("a rapid review", () => {
  const rapid = (day: number) => decided(day, "provisional", 180, { route: "rapid" });

  test("stands where there is nothing else", () => {
    expect(states([rapid(0)], [0, 179, 180])).toEqual(["provisional", "provisional", "expired"]);
  });

  test("never displaces a live full decision, also not a bad one", () => {
    expect(states([decided(0, "met", 500), rapid(50)], [60])).toEqual(["met"]);
    expect(states([decided(0, "not-met", null), rapid(50)], [60])).toEqual(["not-met"]);
  });

  test("stands once the full one has ended", () => {
    expect(states([decided(0, "met", 100), rapid(50)], [99, 100, 230])).toEqual(["met", "provisional", "expired"]);
  });

  test("gives way to a full one", () => {
    expect(states([rapid(0), decided(50, "met", 20)], [10, 60, 80])).toEqual(["provisional", "met", "expired"]);
  });
});

describe("what the network does not list", () => {
  const unlisted = [
    decided(50, "met", 100, { rubric: OTHER_RUBRIC, rubricListed: false }),
    decided(50, "met", 100, {}, { listed: false }),
  ];

  test.each(unlisted)("is shown, but is no review", (round) => {
    const { state, flags, decision } = stood([round], 60);
    expect({ state, flags, listed: decision?.listed }).toEqual({
      state: "unreviewed",
      flags: ["other-decision"],
      listed: false,
    });
  });

  test.each(unlisted)("does not displace what is listed", (round) => {
    const { state, flags, decision } = stood([decided(0, "conditional", 200), round], 60);
    expect({ state, flags, listed: decision?.listed }).toEqual({ state: "conditional", flags: [], listed: true });
  });
});

describe("several rubrics", () => {
  const second = (outcome: "met" | "not-met", validity: number | null) =>
    decided(50, outcome, validity, { rubric: OTHER_RUBRIC });

  test("the live decision taken last is shown, and a difference is flagged", () => {
    const { state, flags } = stood([decided(0, "met", 200), second("not-met", null)], 60);
    expect({ state, flags }).toEqual({ state: "not-met", flags: ["other-rubric"] });
    expect(stood([decided(0, "met", 200), second("met", 100)], 60).flags).toEqual([]);
  });

  test("one that ended does not hide one that lives", () => {
    expect(stood([decided(0, "met", 200), second("met", 10)], 70)).toMatchObject({ state: "met", flags: [] });
  });
});

describe("without a live decision", () => {
  const open = round({ stage: "reviewing", openedAt: at(0), endedAt: null }, null);

  test("in review while a summative round is open", () => {
    expect(states([open], [-1, 0, 900])).toEqual(["unreviewed", "in-review", "in-review"]);
    expect(states([{ ...open, purpose: "formative" }], [10])).toEqual(["unreviewed"]);
  });

  test("an open round beside a decision is a flag", () => {
    expect(stood([decided(-10, "met", 100), open], 1)).toMatchObject({ state: "met", flags: ["review-open"] });
    expect(stood([decided(-10, "met", 5), open], 1)).toMatchObject({ state: "expired", flags: ["review-open"] });
  });

  test("an abandoned round stays visible", () => {
    const abandoned = round({ stage: "abandoned", openedAt: at(0), endedAt: at(10) }, null);
    expect(stood([abandoned], 5)).toMatchObject({ state: "in-review", flags: [] });
    expect(stood([abandoned], 10)).toMatchObject({ state: "unreviewed", flags: ["round-abandoned"] });
    expect(stood([decided(20, "met", 100), abandoned], 30)).toMatchObject({ state: "met", flags: ["round-abandoned"] });
  });

  test("closed and not decided yet", () => {
    const closed = round({ stage: "closed", openedAt: at(0), endedAt: at(10) }, null);
    expect(stood([closed], 10)).toMatchObject({ state: "unreviewed", flags: ["decision-pending"] });
  });

  test("retired, once it is; a live decision lives on", () => {
    const edit = { retiredAt: at(50), teachOutUntil: at(90) };
    expect(states([], [49, 50], edit)).toEqual(["unreviewed", "retired"]);
    expect(states([decided(0, "met", 60)], [55, 60], edit)).toEqual(["met", "retired"]);
    expect(stood([decided(0, "met", 60)], 55, edit).flags).toEqual(["retired"]);
  });
});

test("tells who decided: convener and panel by name, and only those who reviewed", () => {
  const [first, ...seats] = round().seats;
  if (first === undefined) throw new TypeError("no seat");
  const { decision } = stood([decided(0, "met", 100, { seats: [...seats, { ...first, submittedAt: null }] })], 1);
  expect(decision?.convener).toEqual({ institution: 2, name: "San Telmo State University" });
  expect(decision?.panel.map(({ role, name }) => `${role} of ${name}`)).toEqual([]);
  const reviewed = seats.map((seat) => ({ ...seat, submittedAt: at(-1) }));
  const names = stood([decided(0, "met", 100, { seats: reviewed })], 1).decision?.panel;
  expect(names).toEqual([
    { role: "subject-expert", institution: 3, name: "Saarelaid University of Applied Sciences", flags: [] },
    { role: "learner", institution: 3, name: "Saarelaid University of Applied Sciences", flags: [] },
  ]);
});

test("a decision that is later than the moment never speaks for it", () => {
  const outcome = fc.constantFrom("met" as const, "conditional" as const, "not-met" as const, "provisional" as const);
  const one = fc
    .tuple(fc.integer({ min: 0, max: 400 }), outcome, fc.option(fc.integer({ min: 1, max: 400 })), fc.boolean())
    .map(([day, word, validity, listed]) => decided(day, word, validity, { rubricListed: listed }));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), one, fc.nat(400), (rounds, later, day) => {
      const before = stood(rounds, day);
      const { decision } = before;
      if (decision !== null) expect(decision.decidedAt).toBeLessThanOrEqual(at(day));
      if (["met", "conditional", "not-met", "provisional"].includes(before.state)) {
        expect(decision).toMatchObject({ listed: true, outcome: before.state });
        expect((decision?.expiresAt ?? Number.POSITIVE_INFINITY) > at(day)).toBe(true);
      }
      const [given] = later.decisions;
      if (given === undefined || given.decidedAt <= at(day)) return;
      expect(stood([...rounds, later], day).decision).toEqual(decision);
    }),
  );
});

describe("for a credential", () => {
  const answerOf = (sample: Parameters<typeof build>[0], when?: number) => {
    const { opened, evidence } = build(sample);
    return judge(opened, evidence, POLICY, NOW, when).quality;
  };

  test("at the end of learning, at the anchor, and now", () => {
    const rounds = [
      round(
        { openedAt: LEARNED_AT - 90 * DAY, endedAt: LEARNED_AT - DAY },
        { outcome: "provisional", expiresAt: LEARNED_AT + DAY },
        1,
      ),
      round({ openedAt: LEARNED_AT, endedAt: NOW - DAY }, { outcome: "met" }, 2),
    ];
    const answer = answerOf({ version: { rounds } });
    expect(answer).toMatchObject({
      learning: { at: LEARNED_AT, state: "provisional" },
      issue: { at: ANCHORED_AT, state: "expired", flags: ["review-open"] },
      now: { at: NOW, state: "met" },
    });
  });

  test("as of a past date, and never of a time after it", () => {
    expect(answerOf({}, LEARNED_AT + DAY)).toMatchObject({
      learning: { at: LEARNED_AT },
      now: { at: LEARNED_AT + DAY },
    });
    expect(answerOf({}, LEARNED_AT - DAY)).toMatchObject({ learning: { at: LEARNED_AT - DAY } });
  });

  test("by the anchor's time where the credential names no end of learning", () => {
    const { opened } = build();
    const { credentialSubject, ...rest } = opened.credential;
    if (typeof credentialSubject !== "object" || credentialSubject === null || Array.isArray(credentialSubject))
      return expect.unreachable();
    const { activityEndDate: _, ...subject } = credentialSubject as Record<string, never>;
    expect(answerOf({ credential: { ...rest, credentialSubject: subject } })).toMatchObject({
      learning: { at: ANCHORED_AT },
    });
  });

  test("by the anchor's time where the credential says that learning ended after it", () => {
    const credential = edited(["credentialSubject", "activityEndDate"], "2099-01-01T00:00:00Z");
    expect(answerOf({ credential })).toMatchObject({ learning: { at: ANCHORED_AT } });
  });

  test("not of a course that the credential is not proven to be of", () => {
    expect(answerOf({ batch: { anchoredAt: null } })).toBeNull();
    expect(answerOf({ batch: { matches: false } })).toBeNull();
    expect(answerOf({ receipt: null })).toBeNull();
    expect(answerOf({ receipt: { proof: [] } })).toBeNull();
    expect(answerOf({ credential: edited(["credentialSubject", "achievement", "id"], "urn:x:1") })).toBeNull();
  });
});
