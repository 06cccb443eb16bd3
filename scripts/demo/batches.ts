/** Status changes of a demo batch, by position of the learner in it. */
export type DemoStatus = {
  readonly day: number;
  /** Hours after the start of that day. */
  readonly hour?: number;
  readonly action: "revoke" | "suspend" | "reinstate" | "replace";
  readonly from: number;
  readonly to: number;
};

/** A batch of the demo network. `sample` names files to write for the learner at a position. */
export type DemoBatch = {
  readonly course: string;
  readonly version: number;
  readonly issuer: number;
  readonly day: number;
  readonly learners: number;
  readonly learningDays: readonly [start: number, end: number];
  readonly awardBasis: "assessed" | "participation";
  /** Days that the credentials are valid; unlimited where it is not given. */
  readonly validDays?: number;
  /** The batch of the same course, by its day, whose credentials from a position on these take the place of. */
  readonly corrects?: { readonly day: number; readonly from: number };
  readonly statuses?: readonly DemoStatus[];
  readonly samples?: Readonly<Record<string, number>>;
};

export const BATCHES: readonly DemoBatch[] = [
  {
    course: "coastal-corrosion",
    version: 1,
    issuer: 3,
    day: 190,
    learners: 18,
    learningDays: [170, 186],
    awardBasis: "assessed",
    samples: { merged: 4 },
  },
  {
    course: "heat-illness-at-home",
    version: 1,
    issuer: 2,
    day: 250,
    learners: 26,
    learningDays: [240, 246],
    awardBasis: "assessed",
    validDays: 365,
    samples: { expired: 7 },
  },
  {
    course: "municipal-statistics",
    version: 2,
    issuer: 1,
    day: 290,
    learners: 40,
    learningDays: [262, 285],
    awardBasis: "assessed",
  },
  {
    course: "generative-ai-nursing-records",
    version: 1,
    issuer: 2,
    day: 530,
    learners: 31,
    learningDays: [512, 525],
    awardBasis: "assessed",
  },
  {
    course: "forest-fire-lookout",
    version: 1,
    issuer: 5,
    day: 450,
    learners: 214,
    learningDays: [430, 446],
    awardBasis: "assessed",
    statuses: [
      { day: 455, hour: 9, action: "suspend", from: 0, to: 214 },
      { day: 456, hour: 11, action: "reinstate", from: 0, to: 205 },
      { day: 456, hour: 11, action: "replace", from: 205, to: 214 },
    ],
    samples: { replaced: 209 },
  },
  {
    course: "forest-fire-lookout",
    version: 1,
    issuer: 5,
    day: 456,
    learners: 9,
    learningDays: [430, 446],
    awardBasis: "assessed",
    corrects: { day: 450, from: 205 },
    samples: { corrected: 4 },
  },
  {
    course: "shelter-hygiene",
    version: 1,
    issuer: 1,
    day: 520,
    learners: 64,
    learningDays: [512, 514],
    awardBasis: "participation",
  },
  {
    course: "shelter-hygiene",
    version: 1,
    issuer: 2,
    day: 523,
    learners: 22,
    learningDays: [516, 518],
    awardBasis: "participation",
  },
  {
    course: "shelter-hygiene",
    version: 2,
    issuer: 1,
    day: 715,
    learners: 48,
    learningDays: [700, 712],
    awardBasis: "assessed",
    statuses: [
      { day: 730, action: "revoke", from: 6, to: 7 },
      { day: 790, action: "suspend", from: 9, to: 10 },
    ],
    samples: { good: 3, revoked: 6, suspended: 9 },
  },
  {
    course: "marine-engine-fuel-systems",
    version: 1,
    issuer: 8,
    day: 760,
    learners: 12,
    learningDays: [745, 756],
    awardBasis: "assessed",
  },
  {
    course: "electric-small-craft",
    version: 1,
    issuer: 6,
    day: 780,
    learners: 15,
    learningDays: [760, 775],
    awardBasis: "assessed",
  },
];
