import { createHash } from "node:crypto";
import {
  type CourseVersionDocument,
  type CredentialBatch,
  type CredentialKey,
  type CredentialOne,
  credentialBuilder,
  type Hex,
  type JsonObject,
  type NetworkId,
} from "@peerseal/sdk";
import { courseVersionDocument } from "../demo/course-documents.ts";
import { COURSES } from "../demo/courses.ts";
import { INSTITUTIONS } from "../demo/institutions.ts";
import { OWNER } from "../gas/members.ts";

type SampleCourse = { readonly code: string; readonly document: CourseVersionDocument };
const COURSE = makeCourse();

/** A course of the demo network's first institution, and its first version. */
export function sampleCourse(): SampleCourse {
  return COURSE;
}

function makeCourse(): SampleCourse {
  const course = COURSES.find(({ owner }) => owner === OWNER);
  if (course === undefined) throw new TypeError("The demo network's first institution owns a course.");
  const document = courseVersionDocument({
    course,
    version: 1,
    previous: null,
    publishedAt: "2026-01-01T00:00:00Z",
    reviewBy: "2029-01-01T00:00:00Z",
    salt: new Uint8Array(16),
  });
  return { code: course.code, document };
}

/** What the sample's batch shares: every part that a credential of an assessed course of the demo network has. */
export function sampleBatch({ network, key, number }: About): CredentialBatch {
  const { code, document } = sampleCourse();
  const institution = INSTITUTIONS.find(({ id }) => id === OWNER);
  if (institution === undefined) throw new TypeError("The demo network has a first institution.");
  const language = document.languages[0] ?? "en";
  return {
    network,
    issuer: {
      institution: OWNER,
      name: institution.name[language] ?? institution.slug,
      url: `https://${institution.domain}/`,
      did: key.did,
    },
    number,
    courseVersion: document,
    courseCode: code,
    language,
    basis: "assessed",
    made: { identityCheck: "in-person", supervision: "supervised-onsite" },
    activityStartDate: "2026-10-01T00:00:00Z",
    activityEndDate: "2026-10-20T00:00:00Z",
    awardedDate: "2026-11-01T00:00:00Z",
    validFrom: "2026-11-01T00:00:00Z",
    validUntil: "2031-11-01T00:00:00Z",
    quality: {
      decision: {
        round: word("51"),
        rubric: word("52"),
        listed: true,
        policy: `0x${"53".repeat(20)}`,
        outcome: "met",
        route: "panel",
        decidedAt: Date.parse("2026-09-14T09:00:00Z") / 1000,
        expiresAt: Date.parse("2029-09-14T09:00:00Z") / 1000,
        carried: null,
        convener: { institution: 2, name: "Tosa Bay Nursing College" },
        panel: [],
      },
      block: { network, number: 90_210, hash: word("54"), time: Date.parse("2026-10-31T23:59:48Z") / 1000 },
    },
    statusBase: "https://registry.example",
  };
}

type About = { readonly network: NetworkId; readonly key: CredentialKey; readonly number: number };

/** One learner of the sample, the same each time. */
export function sampleLearner(index: number): CredentialOne {
  const [assessment] = sampleCourse().document.assessments;
  if (assessment === undefined) throw new TypeError("A course has an assessment.");
  return {
    index,
    learner: {
      identifier: { kind: "student-number", value: `S${index}` },
      salt: bytesOf(`salt:${index}`),
      results: [{ assessment: assessment.id, status: "Completed", value: String(60 + (index % 41)) }],
    },
    random: bytesOf(`random:${index}`),
  };
}

/**
 * Unsigned credentials of one batch that differ as those of different learners do: the profile's sample. The first is
 * committed as `test/vectors/credential/valid/micro-credential.json`.
 */
export function sampleCredentials(count: number, about: About): JsonObject[] {
  const build = credentialBuilder(sampleBatch(about));
  return Array.from({ length: count }, (_, index) => build(sampleLearner(index)));
}

/** 16 bytes that look random and are the same each time. */
function bytesOf(name: string): Uint8Array {
  return createHash("sha256").update(name).digest().subarray(0, 16);
}

function word(byte: string): Hex {
  return `0x${byte.repeat(32)}`;
}
