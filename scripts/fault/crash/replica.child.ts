import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { type RegistryPlan, startOne } from "../../../test/e2e/relaying.one.ts";
import { lineOf } from "../../lib/command.ts";

/** What a replica is told on its standard input once it is wanted. */
type Order = {
  readonly place: Parameters<typeof startOne>[0];
  readonly folder: string;
  readonly config: NonNullable<RegistryPlan["config"]>;
  /** It ends itself when it comes to one of these moments for the nth time, and says at which before. */
  readonly dyingAt: Readonly<Record<string, number>>;
};

/** As often as a registry of a chain of one's own asks. */
const POLL_MS = 100;

/*
 * A registry in a process of its own. Its modules are loaded before it is wanted; then it is told, on one line, what to
 * serve and where to die, and answers with its address. It ends with its parent.
 */
// A parent that is gone hears nothing.
process.stdout.on("error", () => process.exit());
process.stdout.write("ready\n");
const lines = createInterface({ input: process.stdin });
lines.once("close", () => process.exit());
lines.once("line", (line) => {
  serve(line).catch((error: unknown) => {
    process.stderr.write(`a replica did not start: ${lineOf(error)}\n`);
    process.exit(1);
  });
});

async function serve(line: string): Promise<void> {
  // Written by the parent, a few lines of this project away.
  const { place, folder, config, dyingAt } = JSON.parse(line) as Order;
  const left = new Map(Object.entries(dyingAt));
  const reached: RegistryPlan["reached"] = (moment) => {
    const times = left.get(moment);
    if (times === undefined) return;
    left.set(moment, times - 1);
    if (times > 1) return;
    // Written at once, not when there is time for it.
    writeSync(1, `at ${moment}\n`);
    process.kill(process.pid, "SIGKILL");
    // The signal is on its way: not a step further.
    return new Promise(() => undefined);
  };
  const { registry } = await startOne(place, { folder, config, reached, pollMs: POLL_MS });
  process.stdout.write(`serves ${registry.url}\n`);
}
