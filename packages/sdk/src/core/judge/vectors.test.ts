import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openText } from "../credential/open.js";
import { canonical } from "../json.js";
import type { JsonObject } from "../types.js";
import type { Evidence } from "./evidence.js";
import { exitCode, judge } from "./judge.js";
import { REASONS } from "./reasons.js";
import { build, DAY, NOW, POLICY } from "./testing/sample.js";
import { GOOD, SCENARIOS, type Scenario } from "./testing/scenarios.js";
import { CHECKS, VERDICTS, type VerifierPolicy } from "./verdict.js";

/*
 * The shared vectors of `test/vectors/verdict`: for any program that judges as we do. They are written from the
 * scenarios by `PEERSEAL_WRITE_VECTORS=1 npx vitest run packages/sdk/src/core/judge/vectors.test.ts` (then `npx biome
 * check --write test/vectors`); what is expected
 * of each stands in its scenario and is never computed.
 */
const FOLDER = new URL("../../../../../test/vectors/verdict/", import.meta.url);

type Vector = {
  readonly about: string;
  readonly credential: JsonObject;
  readonly receipt: JsonObject | null;
  readonly courseVersion: JsonObject | null;
  readonly evidence: Evidence;
  readonly policy: VerifierPolicy;
  readonly now: number;
  readonly at: number | null;
  readonly expected: {
    readonly verdict: string;
    readonly exitCode: number;
    readonly checks: Readonly<Record<string, readonly string[]>>;
  };
};

const EXIT_CODES: Readonly<Record<string, number>> = {
  malformed: 2,
  altered: 2,
  forged: 2,
  revoked: 3,
  replaced: 3,
  "untrusted-issuer": 2,
  "not-anchored": 2,
  "wrong-course": 2,
  suspended: 3,
  expired: 3,
  "not-yet-valid": 3,
  incomplete: 4,
  valid: 0,
};

function vectorOf(scenario: Scenario): Vector {
  const { opened, evidence } = build(scenario.sample);
  const now = scenario.now ?? NOW;
  const checks = Object.entries({ ...GOOD, ...scenario.checks }).map(([check, text]) => [check, text.split(" ")]);
  return JSON.parse(
    JSON.stringify({
      about: scenario.about,
      credential: opened.credential,
      receipt: opened.receipt,
      courseVersion: opened.courseVersion,
      evidence,
      policy: { ...POLICY, ...scenario.policy },
      now,
      at: scenario.atDays === undefined ? null : now + scenario.atDays * DAY,
      expected: {
        verdict: scenario.verdict,
        exitCode: EXIT_CODES[scenario.verdict],
        checks: Object.fromEntries(checks),
      },
    }),
  );
}

const wanted = new Map(
  SCENARIOS.map(({ folder, scenario }) => [`${folder}/${scenario.name}.json`, vectorOf(scenario)]),
);
if (process.env.PEERSEAL_WRITE_VECTORS === "1") {
  for (const folder of ["valid", "invalid"]) mkdirSync(new URL(folder, FOLDER), { recursive: true });
  for (const [name, vector] of wanted) writeFileSync(new URL(name, FOLDER), `${JSON.stringify(vector, null, 1)}\n`);
}
const names = ["valid", "invalid"].flatMap((folder) =>
  readdirSync(new URL(folder, FOLDER)).map((file) => `${folder}/${file}`),
);
const read = (name: string): Vector => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));

test("no scenario is told twice", () => {
  expect(wanted.size).toBe(SCENARIOS.length);
});

test("the files are those of the scenarios", () => {
  expect(names.toSorted()).toEqual([...wanted.keys()].toSorted());
  for (const [name, vector] of wanted)
    expect(canonical(JSON.parse(JSON.stringify(read(name))))).toBe(canonical(JSON.parse(JSON.stringify(vector))));
});

test.each(names)("%s", (name) => {
  const { credential, receipt, courseVersion, evidence, policy, now, at, expected } = read(name);
  const opened = openText(
    JSON.stringify(
      courseVersion === null && receipt === null
        ? credential
        : { schema: "peerseal.bundle/1", credential, receipt, ...(courseVersion === null ? {} : { courseVersion }) },
    ),
  );
  const verdict = judge(opened, evidence, policy, now, at ?? undefined);
  const checks = Object.fromEntries(verdict.checks.map(({ check, result, reason }) => [check, [result, reason]]));
  expect({ verdict: verdict.verdict, exitCode: exitCode(verdict.verdict), checks }).toEqual(expected);
  const [folder, file = ""] = name.split("/");
  expect(verdict.verdict === "valid").toBe(folder === "valid");
  // The file's name is the reason that it is about.
  expect(Object.values(expected.checks).map(([, reason]) => reason)).toContain(file.split(".")[0]);
});

test("every verdict and every reason has a vector", () => {
  const vectors = names.map(read);
  expect(new Set(vectors.map(({ expected }) => expected.verdict))).toEqual(new Set(VERDICTS));
  const reasons = new Set(
    vectors.flatMap(({ expected }) => Object.values(expected.checks).map(([, reason]) => reason)),
  );
  expect(Object.keys(REASONS).filter((reason) => !reasons.has(reason))).toEqual([]);
  for (const { expected } of vectors) expect(Object.keys(expected.checks).toSorted()).toEqual([...CHECKS].toSorted());
});
