import { versionUrn } from "../../ids.js";
import { isObject, member } from "../../values.js";
import { CREDENTIAL, edited, NETWORK, OTHER_NETWORK, OTHER_VERSION, VERSION } from "./sample.js";
import type { Scenario } from "./scenarios.js";

function severalAchievements() {
  const achievement = { id: versionUrn(NETWORK, OTHER_VERSION), type: ["Achievement"], name: "Another course" };
  const { credentialSubject } = CREDENTIAL;
  const first = isObject(credentialSubject) ? member(credentialSubject, "achievement") : undefined;
  return edited(["credentialSubject", "achievement"], [first ?? null, achievement]);
}

/** Course versions and validity. */
export const COURSE: readonly Scenario[] = [
  {
    name: "dates-unreadable",
    about: "It begins on a day, not at a time with its zone.",
    sample: { credential: edited(["validFrom"], "2026-11-01") },
    verdict: "malformed",
    checks: { format: "fail format-invalid", validity: "unknown dates-unreadable" },
  },
  {
    name: "achievement-names-no-version",
    about: "The achievement's id is not that of a course version.",
    sample: { credential: edited(["credentialSubject", "achievement", "id"], "https://iyonada.example/courses/1") },
    verdict: "wrong-course",
    checks: { course: "fail achievement-names-no-version", quality: "unknown course-unproven" },
  },
  {
    name: "version-of-another-network",
    about: "The achievement names a course version of another network.",
    sample: { credential: edited(["credentialSubject", "achievement", "id"], versionUrn(OTHER_NETWORK, VERSION)) },
    verdict: "wrong-course",
    checks: { course: "fail version-of-another-network", quality: "unknown course-unproven" },
  },
  {
    name: "achievement-names-no-version.several",
    about: "Two achievements, one of them of the batch's course: which was awarded?",
    sample: { credential: severalAchievements() },
    verdict: "malformed",
    checks: {
      format: "fail format-invalid",
      course: "fail achievement-names-no-version",
      quality: "unknown course-unproven",
    },
  },
  {
    name: "achievement-names-no-version.several-subjects",
    about: "A plain credential about two subjects: which of them took the course?",
    sample: {
      credential: {
        ...CREDENTIAL,
        type: ["VerifiableCredential"],
        credentialSubject: [
          CREDENTIAL.credentialSubject ?? null,
          { id: "urn:uuid:0b0a1c0e-6d0b-4d60-9c9a-7d8f1e2c3b4a" },
        ],
      },
    },
    verdict: "wrong-course",
    checks: { course: "fail achievement-names-no-version", quality: "unknown course-unproven" },
  },
  {
    name: "other-version",
    about: "The achievement names another version than the batch.",
    sample: { credential: edited(["credentialSubject", "achievement", "id"], versionUrn(NETWORK, OTHER_VERSION)) },
    verdict: "wrong-course",
    checks: { course: "fail other-version", quality: "unknown course-unproven" },
  },
  {
    name: "may-not-issue",
    about: "A member issues for a course that it neither owned nor delivered.",
    sample: { batch: { mayIssue: false } },
    verdict: "wrong-course",
    checks: { course: "fail may-not-issue" },
  },
  {
    name: "descriptor-differs",
    about: "The bundle brings a text that is not the published version.",
    sample: { courseVersion: { schema: "peerseal.course-version/1", title: { en: "Something better" } } },
    verdict: "wrong-course",
    checks: { course: "fail descriptor-differs" },
  },
  {
    name: "expired",
    about: "Its validity ended yesterday.",
    sample: { credential: edited(["validUntil"], "2026-11-22T00:00:00Z") },
    verdict: "expired",
    checks: { validity: "fail expired" },
  },
  {
    name: "expired.data-model-1",
    about: "Data model 1.1 with an end under the name that 2.0 gives it: the earlier of two ends counts.",
    sample: {
      credential: {
        ...CREDENTIAL,
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        type: ["VerifiableCredential"],
        issuanceDate: "2026-11-01T00:00:00Z",
        expirationDate: "2031-11-01T00:00:00Z",
        validUntil: "2026-11-22T00:00:00Z",
      },
    },
    verdict: "expired",
    checks: { format: "warn data-model-1", validity: "fail expired" },
  },
  {
    name: "expired.first-moment",
    about: "Half a second past the end is past it.",
    sample: { credential: edited(["validUntil"], "2026-11-22T23:59:59.500Z") },
    verdict: "expired",
    checks: { validity: "fail expired" },
  },
  {
    name: "not-yet-valid",
    about: "Its validity begins tomorrow.",
    sample: { credential: edited(["validFrom"], "2026-11-24T00:00:00+09:00") },
    verdict: "not-yet-valid",
    checks: { validity: "fail not-yet-valid" },
  },
];
