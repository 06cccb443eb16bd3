import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, by the end of its path. Whatever is not here takes seconds. */
const LONGEST = [
  "start",
  "console-reviews",
  "verify-browser",
  "console",
  "reviewer",
  "demo-browser",
  "hostile-texts",
  "operations-faults",
  "faults",
  "embedded-postgres",
  "main-job",
  "deploy",
  "bench",
  "conformance",
]
  .map((name) => `test/e2e/${name}.test.ts`)
  .concat("scripts/gas/snapshot.test.ts", "packages/sdk/src/hostile.test.ts");

/** Begins with the files that take longest, so that none of them runs alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
