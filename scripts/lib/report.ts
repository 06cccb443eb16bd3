import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

/** What one part of the tests did; `names` are those that failed, with the first lines of why where that is known. */
export type Report = z.infer<typeof Report>;
const Report = z.strictObject({ passed: z.int().min(0), failed: z.int().min(0), names: z.array(z.string()) });

/** vitest's JSON report, as far as it is counted. */
const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z
            .array(z.string())
            .nullish()
            .transform((all) => all ?? []),
        }),
      ),
    }),
  ),
});

/** How much of a failure is told at the end, where whoever reads only that should find it. */
const LINES = 12;

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "../..");

const FOLDER = join(ROOT, "reports");

/** Path of a report. */
export function reportPath(name: string): string {
  return join(FOLDER, `${name}.json`);
}

/** Forgets what earlier runs reported, so that a part that does not run cannot pass with an old report. */
export function clearReports(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

/** Writes the report of one part. */
export function writeReport(name: string, report: Report): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(reportPath(name), `${JSON.stringify(report, null, 2)}\n`);
}

/** Reads a report of {@link writeReport}; one that is missing or malformed counts as a failure. */
export function readReport(name: string): Report {
  return readOrFail(name, (value) => Report.parse(value));
}

/** Reads vitest's report. A file that could not be loaded holds no failed test, but has failed. */
export function readVitestReport(name: string): Report {
  return readOrFail(name, (value) => countVitest(value));
}

/** Counts a vitest JSON report. @throws ZodError when it is none. */
export function countVitest(value: unknown): Report {
  const report = VitestReport.parse(value);
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const names = [
    ...unloaded.map(({ name }) => name),
    ...tests
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => [fullName, ...firstLines(failureMessages)].join("\n    ")),
  ];
  // An error outside any test leaves no failed name, yet vitest calls the run failed.
  if (!report.success && names.length === 0) names.push("an error outside the tests");
  return { passed: report.numPassedTests, failed: names.length, names };
}

function firstLines([why]: readonly string[]): readonly string[] {
  return why === undefined ? [] : why.split("\n").slice(0, LINES);
}

function readOrFail(name: string, parse: (value: unknown) => Report): Report {
  try {
    return parse(JSON.parse(readFileSync(reportPath(name), "utf8")));
  } catch {
    return { passed: 0, failed: 1, names: [`${name}: there is no report of it`] };
  }
}

/** Adds up; a part in which nothing ran counts as a failure. */
export function total(reports: readonly Report[]): Report {
  const names = reports.flatMap((report) => report.names);
  const empty = reports.filter(({ passed, failed }) => passed + failed === 0).length;
  return {
    passed: reports.reduce((sum, { passed }) => sum + passed, 0),
    failed: reports.reduce((sum, { failed }) => sum + failed, empty),
    names,
  };
}
