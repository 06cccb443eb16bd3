import { concernId, courseId, PARTS } from "@peerseal/sdk";
import type { Happening } from "./calendar.ts";
import type { DemoVersion } from "./course-happenings.ts";
import { proposalHappenings } from "./proposals.ts";
import type { PlannedRound } from "./round-happenings.ts";
import { textDigest, type World } from "./world.ts";

/** The convener finds the conditions of a decision met. */
const CONDITIONS_CLOSED = {
  course: "drone-slope-survey",
  day: 521,
  text: "Each learner lands the aircraft before an assessor; the fee of the licence is on the course page.",
} as const;

/** The convener signs the change of a minor version as minor: the decision goes with it. */
const CARRIED = { course: "alpine-weather-guides", to: 2, day: 644 } as const;

/** The members take back what was decided. */
const RESCINDED = {
  course: "coastal-microplastics",
  day: 610,
  text: "A reviewer had written the sampling protocol of the course and did not say so.",
} as const;

/** The institution that a member merged into takes its courses over. */
const INHERITED = { courses: ["coastal-corrosion", "snow-load-roofs"], from: 3, to: 1, day: 563 } as const;

type DemoConcern = {
  readonly course: string;
  readonly filedBy: number;
  readonly admittedBy: number;
  readonly day: number;
  readonly text: string;
  /** Both members agree, on these days, that it is settled. */
  readonly closed?: { readonly days: readonly [first: number, second: number]; readonly text: string };
};

const CONCERNS: readonly DemoConcern[] = [
  {
    course: "citrus-sensing",
    filedBy: 6,
    admittedBy: 4,
    day: 340,
    text: "The radio modules that the course builds on are withdrawn from sale.",
    closed: { days: [352, 355], text: "The parts list names modules that are on sale; the exercises are unchanged." },
  },
  {
    course: "generative-ai-nursing-records",
    filedBy: 5,
    admittedBy: 7,
    day: 765,
    text: "The systems that the course practises on were replaced by others that act without being asked.",
  },
];

/** What came after decisions, and what two members thought wrong with a course. */
export function followUpHappenings(
  world: World,
  versions: readonly DemoVersion[],
  rounds: readonly PlannedRound[],
): Happening[] {
  return [
    ...decisionHappenings(world, versions, rounds),
    ...inheritanceHappenings(world, versions),
    ...CONCERNS.flatMap((concern) => concernHappenings(world, versionOf(versions, concern.course, 1), concern)),
  ];
}

function decisionHappenings(
  world: World,
  versions: readonly DemoVersion[],
  rounds: readonly PlannedRound[],
): Happening[] {
  const { act, officer, calendar } = world;
  const conditional = roundOf(rounds, CONDITIONS_CLOSED.course);
  const carried = roundOf(rounds, CARRIED.course);
  const rescinded = roundOf(rounds, RESCINDED.course);
  const close = { round: conditional.id, document: textDigest(CONDITIONS_CLOSED.text) };
  const carry = { round: carried.id, version: versionOf(versions, CARRIED.course, CARRIED.to).id };
  return [
    {
      at: calendar.at(CONDITIONS_CLOSED.day, 11),
      run: () => act(officer(conditional.convener), "CloseConditions", close),
    },
    { at: calendar.at(CARRIED.day, 11), run: () => act(officer(carried.convener), "CarryDecision", carry) },
    ...proposalHappenings(world, {
      day: RESCINDED.day,
      about: `Rescind the decision on ${RESCINDED.course}: ${RESCINDED.text}`,
      name: "RescindDecision",
      message: () => ({ round: rescinded.id, ground: textDigest(RESCINDED.text) }),
    }),
  ];
}

function inheritanceHappenings({ act, officer, calendar }: World, versions: readonly DemoVersion[]): Happening[] {
  const { courses, from, to, day } = INHERITED;
  return courses.map((code, i) => {
    const course = courseId(versionOf(versions, code, 1).course.owner, code);
    const message = { course, institution: to, predecessor: from, part: PARTS.indexOf("owner") };
    return { at: calendar.at(day, 9 + i), run: () => act(officer(to), "InheritPart", message) };
  });
}

function concernHappenings({ act, officer, calendar }: World, about: DemoVersion, concern: DemoConcern): Happening[] {
  const { filedBy, admittedBy, day, text, closed } = concern;
  const id = concernId(about.id, 1);
  const filed = { version: about.id, n: 1, institution: filedBy, document: textDigest(text) };
  return [
    { at: calendar.at(day, 10), run: () => act(officer(filedBy), "FileConcern", filed) },
    {
      at: calendar.at(day + 2, 10),
      run: () => act(officer(admittedBy), "AdmitConcern", { concern: id, institution: admittedBy }),
    },
    ...(closed === undefined
      ? []
      : [filedBy, admittedBy].map((institution, i) => ({
          at: calendar.at(closed.days[i] ?? 0, 15),
          run: () =>
            act(officer(institution), "CloseConcern", { concern: id, institution, document: textDigest(closed.text) }),
        }))),
  ];
}

function roundOf(rounds: readonly PlannedRound[], code: string): PlannedRound {
  const found = rounds.find(({ course }) => course === code);
  if (found === undefined) throw new TypeError(`There is no round about ${code}.`);
  return found;
}

function versionOf(versions: readonly DemoVersion[], code: string, number: number): DemoVersion {
  const found = versions.find(({ course, version }) => course.code === code && version === number);
  if (found === undefined) throw new TypeError(`There is no version ${number} of ${code}.`);
  return found;
}
