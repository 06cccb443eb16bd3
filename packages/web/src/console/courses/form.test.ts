import { expect, test } from "vitest";
import { checkDraft, emptyDocument, nextDocument, nextVersion, valueAt, withValue } from "./form.js";

const COURSE = `0x${"ab".repeat(32)}`;
const empty = emptyDocument(COURSE, [2], []);
const draftOf = (document: Readonly<Record<string, unknown>>) => ({ document, minor: false, salts: {} });
const faultsOf = (document: Readonly<Record<string, unknown>>) =>
  checkDraft(draftOf(document)).faults.map(({ path }) => path);

const GOOD = [
  ["title", { en: "Drone survey", ja: "ドローン測量" }],
  ["description", { en: "Plan and fly.", ja: "" }],
  ["learningOutcomes.0.text", { en: "Plan a flight" }],
  ["workloadMinutes", 180],
  ["field", "0532"],
  ["needStatement.text", { en: "Slopes move." }],
  ["assessments.0.type", "practical"],
  ["assessments.0.description", { en: "A flight" }],
  ["assessments.0.outcomes", ["LO1"]],
  ["assessments.0.passRule", { en: "All steps" }],
  ["assessments.0.aiPolicy.text", { en: "Say where." }],
  [
    "content",
    [
      {
        path: "a.pdf",
        kind: "file",
        access: "public",
        mediaType: "application/pdf",
        bytes: 1,
        sha256: COURSE,
        licence: "CC-BY-4.0",
        url: null,
      },
    ],
  ],
  ["accessibility", { en: "Captions" }],
  ["stacking.text", { en: "Counts." }],
  ["reviewBy", "2029-01-01T00:00:00Z"],
  ["qaStatement", { en: "Reviewed by peers." }],
] as const;
const good = GOOD.reduce<Readonly<Record<string, unknown>>>(
  (document, [path, value]) => withValue(document, path, value),
  empty,
);

test("a form that nobody wrote in names every place where something is missing", () => {
  expect(faultsOf(empty)).toEqual(
    expect.arrayContaining([
      "title",
      "description",
      "workloadMinutes",
      "field",
      "content",
      "assessments.0.passRule",
      "reviewBy",
    ]),
  );
});

test("what is written becomes the document, without empty languages, trimmed, with its root", () => {
  const { document, faults } = checkDraft(draftOf(withValue(good, "title.en", "  Drone survey ")));
  expect(faults).toEqual([]);
  expect(document).toMatchObject({
    title: { en: "Drone survey", ja: "ドローン測量" },
    description: { en: "Plan and fly." },
  });
  expect(document?.contentRoot).toMatch(/^0x[0-9a-f]{64}$/);
});

test.each([
  ["assessments.0.outcomes", ["LO9"], "assessments.0.outcomes.0"],
  ["workloadMinutes", 59, "workloadMinutes"],
  ["version", "1", "version"],
  ["content", [], "content"],
])("a wrong %s is found where it stands", (path, value, fault) => {
  expect(faultsOf(withValue(good, path, value))).toEqual([fault]);
});

test("places are read and written without touching others", () => {
  expect(valueAt(good, "assessments.0.aiPolicy.use")).toBe("declared");
  expect(valueAt(good, "assessments.7.aiPolicy.use")).toBeUndefined();
  expect(valueAt({}, "constructor.name")).toBeUndefined();
  const changed = withValue(good, "learningOutcomes.0.kind", "knowledge");
  expect(changed.assessments).toBe(good.assessments);
  expect(good).toMatchObject({ learningOutcomes: [{ kind: "skill" }] });
});

test("the next version goes on from the one before", () => {
  expect(nextVersion("1.4.2")).toBe("1.5.0");
  expect(nextDocument(good, COURSE)).toMatchObject({
    version: "1.1.0",
    previous: COURSE,
    title: { en: "Drone survey" },
  });
});
