import { BASELINE_RUBRIC, digestOf, packHeader, ruleOf, type wire } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { openingOf, rolesOn, usualOn, type Wish } from "./opening.js";

const NOW = 1_800_000_030;
const HOUR = 3_600;
const RULE = ruleOf(BASELINE_RUBRIC);
const [first, second] = packHeader(RULE).map(String);
const id = `0x${"ab".repeat(32)}`;
// Of a rubric only these are read.
const rubric = { id, digest: digestOf(BASELINE_RUBRIC), header: [first, second] } as unknown as wire.Rubric;

const wishFor = (route: Wish["route"], more: Partial<Wish> = {}): Wish => ({
  version: id,
  rubric: id,
  convener: 2,
  purpose: "summative",
  basis: "design",
  languages: ["en"],
  ...usualOn(RULE, route, NOW),
  ...more,
});
const missing = (wish: Wish) => {
  const opened = openingOf(wish, rubric, 1, 1, NOW);
  return "missing" in opened ? opened.missing : [];
};

test("what a route usually has can be opened as it is", () => {
  expect(missing(wishFor("panel"))).toEqual([]);
  expect(missing(wishFor("rapid"))).toEqual([]);
  expect(wishFor("rapid")).toMatchObject({
    seats: { "subject-expert": 2, learner: 0 },
    reviewUntil: NOW - (NOW % 60) + 72 * HOUR,
    days: 180,
  });
});

test("the rapid route takes those only who may rate all of its criteria", () => {
  expect(rolesOn(RULE, "panel")).toContain("learner");
  expect(rolesOn(RULE, "rapid")).toEqual(["subject-expert", "education", "practitioner", "chair"]);
});

test("what does not fit is named by its place in the form", () => {
  expect(missing(wishFor("rapid", { reviewUntil: NOW + 73 * HOUR }))).toEqual(["reviewUntil"]);
  expect(missing(wishFor("panel", { reviewUntil: NOW - 1 }))).toEqual(["reviewUntil"]);
  expect(missing(wishFor("panel", { days: 0 }))).toEqual(["validity"]);
  expect(missing(wishFor("panel", { convener: 0, languages: [] }))).toEqual(["languages", "convener"]);
});

test("advice has no validity", () => {
  const opened = openingOf(wishFor("panel", { purpose: "formative", days: 0 }), rubric, 1, 1, NOW);
  expect(opened).toMatchObject({ opening: { validity: 0, purpose: 1 } });
});
