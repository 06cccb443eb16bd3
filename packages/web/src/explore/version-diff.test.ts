import type { CourseVersionDocument } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { diffVersions } from "./version-diff.js";

const outcome = (id: string, text: string) => ({ id, text: { en: text }, kind: "skill", esco: [] }) as const;
const assessment = (id: string, passRule: string) => ({ id, passRule: { en: passRule } });

// Only what is compared.
const version = (more: object) =>
  ({
    learningOutcomes: [outcome("LO1", "Plan a flight"), outcome("LO2", "Fly it")],
    assessments: [assessment("A1", "All steps")],
    workloadMinutes: 180,
    level: { eqf: 5, nqf: [] },
    credits: [{ scheme: "ECTS", value: "0.5" }],
    languages: ["en"],
    participationForm: "online",
    supervision: "none",
    ...more,
  }) as unknown as CourseVersionDocument;

test("a version does not differ from itself", () => {
  const { outcomes, assessments, facts } = diffVersions(version({}), version({}));
  expect([...outcomes, ...assessments].map(({ change }) => change)).toEqual(["same", "same", "same"]);
  expect(facts).toEqual([]);
});

test("outcomes are told apart by id: changed, added, and at the end removed", () => {
  const later = version({ learningOutcomes: [outcome("LO3", "Land it"), outcome("LO2", "Fly it safely")] });
  expect(diffVersions(version({}), later).outcomes.map(({ id, change }) => [id, change])).toEqual([
    ["LO3", "added"],
    ["LO2", "changed"],
    ["LO1", "removed"],
  ]);
});

test("another pass rule changes an assessment", () => {
  const [changed] = diffVersions(version({}), version({ assessments: [assessment("A1", "Any step")] })).assessments;
  expect(changed).toMatchObject({ change: "changed", before: { passRule: { en: "All steps" } } });
});

test("facts that differ are named; the order of members is no difference", () => {
  const later = version({ workloadMinutes: 240, level: { nqf: [], eqf: 5 }, credits: [] });
  expect(diffVersions(version({}), later).facts).toEqual(["workloadMinutes", "credits"]);
});
