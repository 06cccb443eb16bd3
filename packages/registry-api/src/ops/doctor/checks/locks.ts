import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isProcessRunning } from "../../../store/embedded/process-lock.js";
import { type Check, configOf, fieldOf, ok, type Said } from "../finding.js";

/** Which processes hold the data folder and its database. */
export const locks: Check = {
  name: "locks",
  needs: ["config"],
  run: async (patient) => {
    const { dataDir } = configOf(patient);
    const said: Said[] = [];
    for (const [path, what] of [
      [join(dataDir, "lock"), "The data folder"],
      [join(dataDir, "postgres", "lock"), "The embedded PostgreSQL"],
    ] as const) {
      const text = await readFile(path, "utf8").catch(() => null);
      if (text === null) continue;
      const pid = pidOf(text);
      const lives = pid !== null && isProcessRunning(pid);
      said.push(
        lives
          ? ok(`${what} is in use by process ${pid}.`)
          : ok(`${what} has a lock of a process that ended (${pid ?? "unreadable"}): the next start takes it over.`),
      );
    }
    return said.length === 0 ? [ok("Nobody holds the data folder.")] : said;
  },
};

function pidOf(text: string): number | null {
  try {
    const pid = fieldOf(JSON.parse(text), "pid");
    return typeof pid === "number" && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
