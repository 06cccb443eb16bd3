import { fileURLToPath } from "node:url";
import { PeersealError } from "@peerseal/sdk";
import { readConfig } from "./config.js";
import { runDoctor } from "./doctor.js";
import { FOLLOWERS } from "./followers.js";
import { createLog } from "./log.js";
import { placeOf } from "./network-place.js";
import { endInOrder } from "./ops/drain.js";
import { startRegistry } from "./registry.js";
import { startRelaying } from "./relaying.js";
import { startVcApi } from "./vc-api.js";

/**
 * The registry alone, beside a chain that runs already: `node packages/registry-api/dist/main.js`. With `doctor [--json]`
 * it only says what is wrong, and what to do about it.
 */
async function main(): Promise<void> {
  const [word, ...args] = process.argv.slice(2);
  if (word === "doctor") {
    process.exitCode = await runDoctor(args, process.env, (text) => process.stdout.write(text));
    return;
  }
  const config = readConfig(process.env);
  const log = createLog(config);
  const registry = await startRegistry({
    config,
    log,
    network: await placeOf(config),
    parts: [startRelaying, startVcApi, ...FOLLOWERS],
    webRoot: fileURLToPath(new URL("../../web/dist", import.meta.url)),
  });
  const stop = (signal: NodeJS.Signals) => {
    log.info({ event: "registry-stopping", signal });
    void endInOrder(registry, { drainSeconds: config.operations?.drainSeconds ?? 0, log }).then(process.exit);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
  const line =
    error instanceof PeersealError
      ? `${error.code}: ${error.message} ${error.fix}`
      : `internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
