import { describe, expect, test } from "vitest";
import { type RoundFacts, type Task, type TodoFacts, todosOf } from "./todo.js";

const NOW = 1_800_000_000;
const DAY = 86_400;
const wanted = { "subject-expert": 2, education: 0, practitioner: 0, learner: 1, chair: 0 };

type Change = Omit<Partial<RoundFacts>, "round"> & { readonly round?: Partial<RoundFacts["round"]> };
/** A round of institution 1 that 2 convenes. */
const roundOf = ({ round = {}, ...more }: Change): RoundFacts => ({
  hasReply: false,
  seats: [],
  decision: null,
  ...more,
  // Only what the list looks at.
  round: {
    id: "0xaa",
    version: "0xbb",
    owner: 1,
    convener: 2,
    purpose: "summative",
    stage: "opened",
    seatsWanted: wanted,
    reviewUntil: NOW + DAY,
    panelFrom: null,
    replyFrom: null,
    replyUntil: null,
    revealUntil: null,
    appealUntil: null,
    appealOf: null,
    appealedBy: null,
    addedBy: null,
    ...round,
  } as RoundFacts["round"],
});
const seat = (role: RoundFacts["seats"][number]["role"], ...flags: RoundFacts["seats"][number]["flags"]) => ({
  role,
  flags,
});
const FULL = [seat("subject-expert"), seat("subject-expert"), seat("learner")];
const tasksOf = (institution: number, more: Partial<TodoFacts>): [Task, number | null][] =>
  todosOf({
    institution,
    now: NOW,
    rounds: [],
    versions: [],
    batches: [],
    keys: [],
    concerns: [],
    carriable: [],
    invitations: [],
    ...more,
  }).map(({ task, until }) => [task, until]);

describe("rounds", () => {
  const REVIEWING = { stage: "reviewing", replyFrom: NOW - 1, replyUntil: NOW + 9, revealUntil: NOW + 5 } as const;
  const CLOSED = { stage: "closed", appealUntil: NOW + 9 } as const;
  test.each<[string, number, Change, [Task, number | null][]]>([
    ["the convener accepts", 2, {}, [["accept-round", NOW + DAY]]],
    ["the owner waits", 1, {}, []],
    ["nobody accepted in time", 1, { round: { reviewUntil: NOW - 1 } }, [["close", null]]],
    ["seats are missing", 2, { round: { stage: "accepted" }, seats: FULL.slice(1) }, [["appoint-seats", NOW + DAY]]],
    [
      "objections may come",
      2,
      { round: { stage: "accepted", panelFrom: NOW + 9 }, seats: FULL },
      [["await-panel", NOW + 9]],
    ],
    [
      "the panel may be set",
      2,
      { round: { stage: "accepted", panelFrom: NOW }, seats: FULL },
      [["confirm-panel", NOW + DAY]],
    ],
    [
      "the owner may object",
      1,
      { round: { stage: "accepted", panelFrom: NOW + 9 }, seats: FULL },
      [["object", NOW + 9]],
    ],
    ["the owner objected", 1, { round: { stage: "accepted" }, seats: [seat("learner", "objected")] }, []],
    ["the owner may reply", 1, { round: REVIEWING, seats: FULL }, [["reply", NOW + 9]]],
    ["the owner replied", 1, { round: REVIEWING, hasReply: true }, []],
    ["the reply window is to come", 1, { round: { ...REVIEWING, replyFrom: NOW + 1 } }, []],
    ["the window is over", 1, { round: { ...REVIEWING, replyUntil: NOW - 1 } }, [["close", null]]],
    ["a seat was asked of us", 3, { round: { ...REVIEWING, addedBy: 3 }, seats: FULL }, [["appoint-added", NOW + 5]]],
    ["and appointed", 3, { round: { ...REVIEWING, addedBy: 3 }, seats: [...FULL, seat("chair", "added")] }, []],
    ["closed, undecided", 1, { round: CLOSED }, [["decide", null]]],
    ["closed, formative", 1, { round: { ...CLOSED, purpose: "formative" } }, []],
    [
      "not met: appeal",
      1,
      { round: CLOSED, decision: { outcome: "not-met", conditionsClosedAt: null, rescindedAt: null } },
      [["appeal", NOW + 9]],
    ],
    [
      "met: nothing",
      1,
      { round: CLOSED, decision: { outcome: "met", conditionsClosedAt: null, rescindedAt: null } },
      [],
    ],
    [
      "conditions open",
      2,
      { round: CLOSED, decision: { outcome: "conditional", conditionsClosedAt: null, rescindedAt: null } },
      [["close-conditions", null]],
    ],
    [
      "conditions of a result that was taken back",
      2,
      { round: CLOSED, decision: { outcome: "conditional", conditionsClosedAt: null, rescindedAt: NOW } },
      [],
    ],
    ["abandoned", 1, { round: { stage: "abandoned" } }, []],
  ])("%s", (_, institution, change, tasks) => {
    expect(tasksOf(institution, { rounds: [roundOf(change)] })).toEqual(tasks);
  });
});

describe("versions, batches and keys", () => {
  const version = (state: string, expiresAt: number | null, concerns: object[] = []) =>
    // Only what the list looks at.
    ({
      id: "0xbb",
      concerns,
      quality: { state, decision: { expiresAt } },
    }) as unknown as TodoFacts["versions"][number];
  test("a decision that ends within 90 days, none at all, and an open concern", () => {
    const versions = [
      version("met", NOW + 89 * DAY),
      version("met", NOW + 91 * DAY),
      version("expired", NOW - DAY),
      version("not-met", null),
      version("met", null, [
        { admittedAt: 1, closedAt: null, decidedAt: null, closings: [] },
        { admittedAt: 1, closedAt: null, decidedAt: 2, closings: [] },
        { admittedAt: null, closedAt: null, decidedAt: null, closings: [] },
      ]),
    ];
    expect(tasksOf(1, { versions })).toEqual([
      ["decision-ends", NOW + 89 * DAY],
      ["concern", null],
      ["no-decision", null],
    ]);
  });

  test("batches that wait for us or failed, keys that end soon; what is most urgent comes first", () => {
    const batch = (number: number, state: TodoFacts["batches"][number]["state"]) =>
      ({ number, state, courseVersion: "0xbb" }) as const;
    const key = (until: number | null, compromisedSince: number | null = null) =>
      ({ key: "0xcc", until, compromisedSince }) as const;
    const batches = [batch(1, "anchored"), batch(2, "failed"), batch(3, "awaiting-authorization")];
    const keys = [key(NOW + 29 * DAY), key(NOW + 31 * DAY), key(null), key(NOW - 1), key(NOW + DAY, NOW)];
    expect(tasksOf(1, { batches, keys })).toEqual([
      ["key-ends", NOW + 29 * DAY],
      ["authorise-batch", null],
      ["failed-batch", null],
    ]);
  });

  test("courses to which we are invited", () => {
    const invitations = [
      { id: "0xee", code: "one" },
      { id: "0xef", code: "another" },
    ] as TodoFacts["invitations"];
    expect(tasksOf(1, { invitations })).toEqual([
      ["answer-invitation", null],
      ["answer-invitation", null],
    ]);
  });

  test("a concern to stand behind or to settle, and a result to carry", () => {
    const filed = { id: "0xcc", version: "0xbb", filedBy: 2, admittedBy: null, closings: [] };
    // Only what the list looks at.
    const of = (concern: object, stage: "filed" | "open", isTied = false) =>
      ({ concern, stage, isTied }) as unknown as TodoFacts["concerns"][number];
    const open = { ...filed, admittedBy: 1 };
    const carriable = [{ version: "0xdd", until: NOW + DAY }];
    expect(tasksOf(1, { concerns: [of(filed, "filed"), of(open, "open")], carriable })).toEqual([
      ["carry-decision", NOW + DAY],
      ["admit-concern", null],
      ["settle-concern", null],
    ]);
    expect(tasksOf(1, { concerns: [of(filed, "filed", true)] })).toEqual([]);
    expect(tasksOf(2, { concerns: [of(filed, "filed")] })).toEqual([]);
  });
});
