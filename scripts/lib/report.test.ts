import { expect, test } from "vitest";
import { countVitest, total } from "./report.ts";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((one, index) => ({ fullName: `test ${index}`, status: one })),
});

const report = (success: boolean, ...testResults: ReturnType<typeof file>[]) => {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    success,
    numPassedTests: all.filter(({ status }) => status === "passed").length,
    numFailedTests: all.filter(({ status }) => status === "failed").length,
    testResults,
  };
};

test("counts passed and failed tests", () => {
  expect(countVitest(report(false, file("failed", "passed", "failed"), file("passed", "passed")))).toEqual({
    passed: 2,
    failed: 1,
    names: ["test 1"],
  });
});

test("says of a failed test the first lines of why", () => {
  const why = ["AssertionError: expected 1 to be 2", ...Array.from({ length: 30 }, (_, n) => `at ${n}`)].join("\n");
  const failed = { fullName: "adds", status: "failed", failureMessages: [why] };
  const { names } = countVitest(report(false, { name: "a.test.ts", status: "failed", assertionResults: [failed] }));
  expect(names[0]?.split("\n").slice(0, 3)).toEqual(["adds", "    AssertionError: expected 1 to be 2", "    at 0"]);
  expect(names[0]?.split("\n")).toHaveLength(13);
});

test("a file that did not load, and an error outside the tests, are failures", () => {
  expect(countVitest(report(false, file("failed"), file("passed", "passed"))).failed).toBe(1);
  expect(countVitest(report(false, file("passed", "passed"))).failed).toBe(1);
});

test("a part in which nothing ran is a failure", () => {
  const one = { passed: 3, failed: 0, names: [] };
  expect(total([one, one])).toMatchObject({ passed: 6, failed: 0 });
  expect(total([one, { passed: 0, failed: 0, names: [] }])).toMatchObject({ passed: 3, failed: 1 });
});
