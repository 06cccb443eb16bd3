import type { Role } from "@peerseal/sdk";

type Level = 0 | 1 | 2 | 3;

/** A seat: who appoints, what it saw. Ratings not named are 2; `null` leaves a criterion out with a reason. */
export type DemoSeat = {
  readonly role: Exclude<Role, "none">;
  readonly institution: number;
  readonly ratings?: Readonly<Record<string, Level | null>>;
  /** One located finding for each criterion rated 0 or 1. */
  readonly findings?: Readonly<Record<string, string>>;
  readonly strength: string;
  /** What it rates otherwise once it has read the other reviews. */
  readonly revised?: Pick<DemoSeat, "ratings" | "findings">;
  /** The provider objects to it, with this ground, and the convener leaves it out. */
  readonly excluded?: string;
  /** The convener asks for it after the reviews are revealed. */
  readonly added?: true;
};

/** A round of the demo network; `day` counts from the network's first day, 800 days before the first start. */
export type DemoRound = {
  readonly course: string;
  readonly version: number;
  readonly route: "panel" | "rapid";
  readonly purpose?: "formative";
  readonly basis: "design" | "delivered";
  readonly convener: number;
  readonly day: number;
  readonly validityDays: number;
  readonly seats: readonly DemoSeat[];
  readonly reply?: { readonly kind: "factual-errors" | "disagreement" | "none"; readonly text: string };
  /** An appeal against the round of this version before it. */
  readonly appeal?: true;
  /** The convener gives up, with this ground, after the seats were appointed. */
  readonly abandoned?: string;
  /** Left open: every seat but the last has sealed its review. */
  readonly open?: true;
};

const seat = (
  role: DemoSeat["role"],
  institution: number,
  strength: string,
  found: Found = {},
  more: DemoSeat["ratings"] = {},
): DemoSeat => ({ role, institution, strength, ...judged(found, more) });

type Found = Readonly<Record<string, readonly [Level, string]>>;

const judged = (found: Found, more: DemoSeat["ratings"] = {}) => ({
  ratings: { ...more, ...Object.fromEntries(Object.entries(found).map(([id, [level]]) => [id, level])) },
  findings: Object.fromEntries(Object.entries(found).map(([id, [, text]]) => [id, text])),
});

/** The seats of a round as it was opened: neither left out nor added later. */
export function seatsOpened(seats: readonly DemoSeat[]): readonly DemoSeat[] {
  return seats.filter(({ excluded, added }) => excluded === undefined && added === undefined);
}

const YEARS = 365;

export const ROUNDS: readonly DemoRound[] = [
  {
    course: "coastal-corrosion",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 1,
    day: 45,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 6, "The grading scheme is tied to measured section loss."),
      seat("subject-expert", 4, "Photographs of every grade.", {}, { D3: 3 }),
      seat("learner", 7, "I knew before joining that boots and a harness are needed.", {}, { L1: 3 }),
      seat("practitioner", 8, "The inspection record is the one that we use.", {}, { A1: 3 }),
    ],
    reply: { kind: "none", text: "We thank the panel and have no factual errors to report." },
  },
  {
    course: "snow-load-roofs",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 1,
    day: 60,
    validityDays: YEARS,
    seats: [
      seat("subject-expert", 6, "Density tables for wet and dry snow."),
      seat("subject-expert", 7, "Clearing is planned from the edge."),
      seat("learner", 2, "Short and usable."),
    ],
  },
  {
    course: "heat-illness-at-home",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 1,
    day: 90,
    validityDays: 2 * YEARS + 200,
    seats: [
      seat("subject-expert", 4, "Diuretics are treated as they should be.", {}, { C1: 3 }),
      seat("subject-expert", 7, "Cases come from real homes."),
      seat("learner", 3, "The checklist is on my refrigerator.", {}, { L2: 3 }),
    ],
  },
  {
    course: "citrus-sensing",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 6,
    day: 120,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 3, "Calibration is taught before placement."),
      seat("subject-expert", 5, "Sloping orchards are a case of their own."),
      seat("learner", 7, "Parts list with prices.", {}, { L1: 3 }),
    ],
  },
  {
    course: "municipal-statistics",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 7,
    day: 150,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 3, "Real surveys are used throughout.", {
        C1: [0, "Slide 27 defines the p-value as the probability that the hypothesis is true."],
      }),
      seat("subject-expert", 6, "The chapter on charts is excellent.", {
        C1: [0, "Slide 27 and quiz item 9 teach the p-value as the chance of being wrong."],
      }),
      seat("learner", 4, "Examples from town halls.", { L2: [1, "Feedback on the critique came after the course."] }),
    ],
    reply: {
      kind: "factual-errors",
      text: "The panel is right: slide 27 is wrong. It is corrected in the next version together with quiz item 9.",
    },
  },
  {
    course: "municipal-statistics",
    version: 2,
    route: "panel",
    basis: "design",
    convener: 7,
    day: 215,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 3, "The definition is now right and is tested."),
      seat("subject-expert", 5, "Quiz item 9 asks what a p-value does not say.", {}, { C1: 3 }),
      seat("learner", 4, "Feedback arrives within three days."),
    ],
  },
  {
    course: "typhoon-community-radio",
    version: 1,
    route: "rapid",
    basis: "design",
    convener: 6,
    day: 230,
    validityDays: 180,
    seats: [
      seat("subject-expert", 1, "Power budget for 48 hours is worked through."),
      seat("education", 7, "Outcomes can be observed in the exercise."),
    ],
  },
  {
    course: "village-solar-microgrid",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 5,
    day: 260,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 6, "The tariff exercise is close to life.", {
        D2: [1, "Fifteen hours are claimed; the materials hold about six."],
        A1: [0, "The training rig has one fault, announced beforehand."],
      }),
      seat("subject-expert", 3, "Battery safety comes first.", {
        A1: [0, "Fault finding is assessed by a quiz on the manual."],
        D1: [1, "Two outcomes cannot be observed."],
      }),
      seat("learner", 7, "Friendly videos.", { L1: [1, "The need for own tools is mentioned in week two."] }),
    ],
    reply: { kind: "disagreement", text: "We think that one fault on the rig is enough for a course at this level." },
  },
  {
    course: "village-solar-microgrid",
    version: 1,
    appeal: true,
    route: "panel",
    basis: "design",
    convener: 2,
    day: 290,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 1, "The fault is found by measuring, which a quiz could not show.", {
        A1: [1, "One fault is few, and it is announced beforehand."],
      }),
      seat("subject-expert", 8, "Outcomes are what an installer does on the first day.", {
        A1: [1, "The rig needs a second fault that nobody names."],
      }),
      seat("learner", 1, "The tariff exercise took me a week, and I kept the sheet."),
    ],
    reply: { kind: "none", text: "A second fault, drawn by lot, is added to the rig." },
  },
  {
    course: "seismic-retrofit-reading",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 2,
    day: 300,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 7, "Open questions are named as such.", {}, { D3: 3 }),
      seat("subject-expert", 3, "The index is explained without formulas."),
      seat("learner", 4, "I could use it the same week."),
      seat("practitioner", 8, "The annotated report is what an owner needs at the table."),
      {
        ...seat("subject-expert", 5, "Did not review."),
        excluded: "The reviewer is writing a course on the same subject for another provider.",
      },
    ],
  },
  {
    course: "generative-ai-nursing-records",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 5,
    day: 480,
    validityDays: YEARS,
    seats: [
      seat("subject-expert", 1, "Planted errors are of the kind that models make.", {}, { A1: 3, C1: 3 }),
      seat("subject-expert", 4, "Removal of identifying data is practised, not told."),
      seat("learner", 6, "Clear about who answers for the record."),
      seat("practitioner", 8, "The ward policy template is usable as it is."),
    ],
  },
  {
    course: "cork-oak-health",
    version: 1,
    route: "panel",
    purpose: "formative",
    basis: "design",
    convener: 7,
    day: 370,
    validityDays: YEARS,
    seats: [
      seat("subject-expert", 1, "Plots can be found again."),
      seat("subject-expert", 4, "Crown classes have photographs."),
      seat("learner", 2, "The field day was too short."),
    ],
  },
  {
    course: "forest-fire-lookout",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 7,
    day: 400,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 4, "Two bearings from the first hour.", {}, { A1: 3 }),
      seat("subject-expert", 1, "Agreed words are trained until they come by themselves."),
      seat("learner", 6, "The simulation felt real.", {}, { L2: 3 }),
      seat("practitioner", 2, "Graded sightings match what a control room hears."),
    ],
  },
  {
    course: "triage-first-hour",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 6,
    day: 430,
    validityDays: 2 * YEARS,
    seats: [
      seat("subject-expert", 4, "Re-sorting is trained."),
      seat("subject-expert", 7, "Good handover sheet.", { A1: [1, "The assessor helps with the second casualty."] }),
      seat("learner", 1, "Ten minutes are short, and honest.", {
        L1: [0, "The page before joining does not say that graphic pictures are shown."],
      }),
      seat("practitioner", 8, "Close to a real quay.", { A1: [1, "No re-sort is scored."] }),
    ],
  },
  {
    course: "drone-slope-survey",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 7,
    day: 470,
    validityDays: 2 * YEARS,
    seats: [
      {
        ...seat("subject-expert", 3, "Overlap on slopes is treated well."),
        revised: judged({ A1: [1, "The practitioner is right: without a landing the flight is not assessed."] }),
      },
      seat("subject-expert", 5, "Uncertainty is reported in every figure.", {}, { A1: 3 }),
      seat("practitioner", 8, "The data set is a real slide.", {
        A1: [1, "Nobody lands the aircraft: the flight is shown, not done."],
      }),
      seat("learner", 4, "Good pace.", {
        L1: [0, "A paid licence is needed for week two, and no page before joining says so."],
        C2: [1, "The photogrammetry program is licensed for one machine."],
      }),
    ],
    reply: {
      kind: "factual-errors",
      text: "The licence fee is now on the course page. A supervised landing is added for each learner.",
    },
  },
  {
    course: "shelter-hygiene",
    version: 1,
    route: "rapid",
    basis: "design",
    convener: 6,
    day: 509,
    validityDays: 180,
    seats: [
      seat("subject-expert", 7, "Dust and asbestos come first."),
      seat("education", 4, "Three outcomes, each of them seen in the scenario quiz."),
    ],
  },
  {
    course: "coastal-microplastics",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 7,
    day: 540,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 2, "Blanks in every step.", {}, { C1: 3, D3: 3 }),
      seat("subject-expert", 4, "One protocol, three seas."),
      seat("learner", 3, "The English version is complete; I did not see the others."),
    ],
  },
  {
    course: "e-invoicing-small-firms",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 5,
    day: 565,
    validityDays: YEARS,
    seats: [
      seat("subject-expert", 1, "Refusals are explained."),
      seat("subject-expert", 4, "Works without new software."),
      seat("learner", 7, "Short."),
      seat("practitioner", 8, "Our suppliers would use it."),
    ],
    abandoned: "Two reviewers withdrew before the panel was set, and no replacement was found in time.",
  },
  {
    course: "alpine-weather-guides",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 5,
    day: 575,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 1, "Decision logs are compared with what happened.", {}, { V2: 3 }),
      seat("subject-expert", 6, "Patterns that forecasts miss are shown on real days."),
      seat("learner", 4, "I turned back the week after."),
      seat("practitioner", 2, "Our mountain rescue nurses read the logs and agreed with them."),
    ],
  },
  {
    course: "shelter-hygiene",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 6,
    day: 588,
    validityDays: 2 * YEARS,
    seats: [
      seat("subject-expert", 7, "Material is sound.", {
        A1: [1, "Protective equipment is never put on before an assessor."],
      }),
      seat("subject-expert", 5, "Water and dust are treated well.", {
        A1: [1, "A quiz alone cannot show safe practice."],
      }),
      seat("learner", 4, "I would have liked to try the mask."),
      seat("practitioner", 8, "Sharp objects are taken seriously.", { A1: [1, "A practical check is missing."] }),
    ],
    reply: { kind: "none", text: "A practical check will be part of version 2." },
  },
  {
    course: "farmed-fish-welfare",
    version: 1,
    route: "panel",
    basis: "design",
    convener: 1,
    day: 620,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 4, "Scores are calibrated against an expert."),
      seat("subject-expert", 6, "Humane methods with their limits.", {}, { C1: 3 }),
      seat("learner", 2, "Videos from real cages."),
      seat("practitioner", 8, "The scoring sheet works on a wet deck."),
      { ...seat("subject-expert", 5, "Stunning is explained with its limits."), added: true },
    ],
  },
  {
    course: "shelter-hygiene",
    version: 2,
    route: "panel",
    basis: "delivered",
    convener: 7,
    day: 660,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 6, "The practical check is there and is strict.", {}, { A1: 3 }),
      {
        ...seat("subject-expert", 5, "Version 2 closes the gap."),
        revised: judged({}, { A1: 3 }),
      },
      seat("learner", 4, "Now I know how the mask should sit.", {}, { L2: 3 }),
      seat("practitioner", 8, "People leave able to do it.", {}, { A1: 3 }),
    ],
  },
  {
    course: "landslip-watch-roads",
    version: 1,
    route: "rapid",
    basis: "design",
    convener: 1,
    day: 705,
    validityDays: 180,
    seats: [
      seat("subject-expert", 5, "Six signs, each with two videos."),
      seat("education", 2, "Three minutes are measured."),
    ],
  },
  {
    course: "marine-engine-fuel-systems",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 7,
    day: 720,
    validityDays: 3 * YEARS,
    seats: [
      seat("subject-expert", 1, "Limits are the maker's, and are cited."),
      seat("subject-expert", 6, "Check sheet covers each step.", {}, { A1: 3 }),
      seat("learner", 4, "Practical from the first morning."),
      seat("practitioner", 5, "What a yard needs."),
    ],
  },
  {
    course: "electric-small-craft",
    version: 1,
    route: "panel",
    basis: "delivered",
    convener: 7,
    day: 796,
    validityDays: 3 * YEARS,
    open: true,
    seats: [
      seat("subject-expert", 1, "Proving dead is assessed one by one.", {}, { A1: 3 }),
      seat("subject-expert", 5, "Battery logs are real."),
      seat("learner", 4, "I would isolate a boat tomorrow."),
    ],
  },
];
