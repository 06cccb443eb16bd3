import { expect, test } from "vitest";
import { run as disk } from "../../scripts/fault/disk.ts";
import { run as restore } from "../../scripts/fault/restore.ts";

/* Short forms of `npm run fault -- disk` and `npm run fault -- restore`. */

const LONG = 240_000;

test(
  "a full disk refuses what it cannot keep, says so, loses nothing, and ends when there is space",
  async () => {
    const line = await disk(["--rounds", "1"]);
    if (line.impossible !== undefined) {
      // Said, and not taken for success: nothing was tried.
      expect(line).toMatchObject({ fault: "disk", faults: 0, accepted: 0 });
      return;
    }
    expect(line).toMatchObject({ fault: "disk", faults: 1, lost: 0, double: 0, wrongRows: 0, held: true });
    expect(line.accepted).toBeGreaterThan(3);
    expect(line.refused).toBeGreaterThan(3);
  },
  LONG,
);

test(
  "an old backup brings back all of its time, and nothing is anchored or signed twice after it",
  async () => {
    const line = await restore(["--rounds", "1", "--seed", "3"]);
    expect(line).toMatchObject({ fault: "restore", faults: 1, lost: 0, double: 0, wrongRows: 0, seed: 3 });
    expect(line.accepted).toBeGreaterThan(0);
  },
  LONG,
);
