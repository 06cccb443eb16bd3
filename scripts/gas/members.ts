import {
  type ActionSigner,
  accountSigner,
  BASELINE_RUBRIC,
  type CourseId,
  courseId,
  type Digest,
  digestOf,
  packHeader,
  type RubricId,
  rubricId,
  ruleOf,
  type VersionId,
  versionId,
} from "@peerseal/sdk";
import { type Network, walletOf } from "./network.ts";

export const OWNER = 1;
export const CONVENER = 2;
export const FIRST = 3;
export const SECOND = 4;
const NONE = `0x${"0".repeat(64)}` as const;

/** The account that acts for an institution, with all purposes. */
export const adminWallet = (institution: number) => walletOf(100 + institution);
export const adminOf = (institution: number): ActionSigner => accountSigner(adminWallet(institution));

/** A digest that is the same in every run. */
export const digestFor = (label: string): Digest => digestOf({ label });

const header = packHeader(ruleOf(BASELINE_RUBRIC));
const digest = digestOf(BASELINE_RUBRIC);

/** A founding set of four, the first of which owns a course, and the rubric that the second publishes. */
export const FOUNDING = {
  founders: [OWNER, CONVENER, FIRST, SECOND].map((institution) => ({
    name: `Institution ${institution}`,
    domain: `institution-${institution}.example`,
    country: "0x4a50" as const,
    kind: 1,
    profileDigest: digestFor(`profile ${institution}`),
    admin: adminOf(institution).bytes,
    purposes: 127,
  })),
  rubrics: [rubricId(CONVENER, digest, header)],
};

/** The listed baseline rubric, and a course of the first member. */
export type Members = {
  readonly course: CourseId;
  readonly rubric: RubricId;
  /** Publishes a version of the course. */
  readonly publish: (label: string) => Promise<VersionId>;
};

export async function foundMembers({ act }: Network): Promise<Members> {
  const words = [header[0].toString(), header[1].toString()];
  await act(adminOf(CONVENER), "PublishRubric", { publisher: CONVENER, digest, header: words });
  const rubric = rubricId(CONVENER, digest, header);
  await act(adminOf(OWNER), "RegisterCourse", { institution: OWNER, code: "drone-slope-survey" });
  const course = courseId(OWNER, "drone-slope-survey");
  return {
    course,
    rubric,
    publish: async (label) => {
      const descriptorDigest = digestFor(label);
      const message = { course, by: OWNER, descriptorDigest, previous: NONE, minor: false };
      await act(adminOf(OWNER), "PublishVersion", message);
      return versionId(course, descriptorDigest);
    },
  };
}
