import { createInterface } from "node:readline";
import { type RegistryPlan, startOne } from "../../../test/e2e/relaying.one.ts";

/** What a replica is told on its standard input once it is wanted. */
type Order = {
  readonly place: Parameters<typeof startOne>[0];
  readonly folder: string;
  readonly config: NonNullable<RegistryPlan["config"]>;
  /** It ends itself when it comes to this moment for the nth time; null: it runs until it is killed. */
  readonly dyingAt: { readonly moment: string; readonly nth: number } | null;
};

/*
 * A registry in a process of its own. Its modules are loaded before it is wanted; then it is told, on one line, what to
 * serve and where to die, and answers with its address. It ends with its parent.
 */
// A parent that is gone hears nothing.
process.stdout.on("error", () => process.exit());
process.stdout.write("ready\n");
const lines = createInterface({ input: process.stdin });
lines.once("close", () => process.exit());
lines.once("line", async (line) => {
  // Written by the parent, a few lines of this project away.
  const { place, folder, config, dyingAt } = JSON.parse(line) as Order;
  let times = 0;
  const reached: RegistryPlan["reached"] = (moment) => {
    if (moment !== dyingAt?.moment || ++times < dyingAt.nth) return;
    process.kill(process.pid, "SIGKILL");
    // The signal is on its way: not a step further.
    return new Promise(() => undefined);
  };
  const { registry } = await startOne(place, { folder, config, reached });
  process.stdout.write(`${registry.url}\n`);
});
