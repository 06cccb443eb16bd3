import {
  buildCredential,
  type CourseVersionDocument,
  type CredentialKey,
  type JsonObject,
  type NetworkId,
} from "@peerseal/sdk";
import { courseVersionDocument } from "../demo/course-documents.ts";
import { COURSES } from "../demo/courses.ts";
import { OWNER } from "../gas/members.ts";

/** A course of the demo network's first institution, and its first version. */
export function sampleCourse(): { readonly code: string; readonly document: CourseVersionDocument } {
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

/** Unsigned credentials of one batch that differ as those of different learners do. */
export function sampleCredentials(
  count: number,
  about: { readonly network: NetworkId; readonly key: CredentialKey; readonly number: number },
): JsonObject[] {
  const { code, document } = sampleCourse();
  return Array.from({ length: count }, (_, index) => {
    const bytes = Uint8Array.from({ length: 16 }, (_, i) => (index * 31 + i * 7) % 256);
    return buildCredential({
      network: about.network,
      issuer: { institution: OWNER, name: "Institution 1", url: "https://institution-1.example/", did: about.key.did },
      batch: { number: about.number, index },
      courseVersion: document,
      courseCode: code,
      language: document.languages[0] ?? "en",
      learner: { identifier: { kind: "student-number", value: `S${index}` }, salt: bytes },
      basis: "assessed",
      activityStartDate: "2026-10-01T00:00:00Z",
      activityEndDate: "2026-10-20T00:00:00Z",
      awardedDate: "2026-11-01T00:00:00Z",
      validFrom: "2026-11-01T00:00:00Z",
      random: bytes,
    });
  });
}
