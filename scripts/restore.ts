// Restores a backup into an empty database. The registry must not run. Usage: npm run restore -- <folder>
import { join, resolve } from "node:path";
import { createLog, placeOf, type Restored, readConfig, restore, takeProcessLock } from "@peerseal/registry-api";
import { PeersealError } from "@peerseal/sdk";
import { forgiveLeaving, lineOf } from "./lib/command.ts";

for (const stream of [process.stdout, process.stderr]) forgiveLeaving(stream);

async function main(): Promise<void> {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0) {
    throw new PeersealError("usage-invalid", "Usage: npm run restore -- <folder>");
  }
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  const config = readConfig(process.env);
  const log = createLog({ logLevel: "warn" });
  const lock = config.remote === null ? null : await takeProcessLock(join(config.dataDir, "lock"), "The data folder");
  try {
    const now = () => Math.floor(Date.now() / 1000);
    process.stdout.write(textOf(await restore(config, await placeOf(config), path, { log, now })));
  } finally {
    await lock?.release();
  }
}

function textOf({ manifest, reconciled }: Restored): string {
  const taken = new Date(manifest.takenAt * 1000).toISOString();
  const names = (rows: readonly { readonly institution: number; readonly number: number }[]) =>
    rows.map(({ institution, number }) => `${institution}/${number}`).join(", ");
  const { overtaken, unknown, closed } = reconciled;
  const lines = [
    `Restored the state of ${taken}; the chain's tables were read again.`,
    ...overtaken.map(
      ({ institution, number, size, here }) =>
        `Batch ${institution}/${number}: the chain holds it with ${size} places, ${here} credentials are here. It takes no more.`,
    ),
    ...(unknown.length === 0 ? [] : [`On chain and not known here (issued after the backup): ${names(unknown)}.`]),
    ...(closed.length === 0 ? [] : [`Closed, so that no place is given out twice: ${names(closed)}.`]),
    `What was accepted after ${taken} and is not on chain is lost: tell those who sent it to send it again.`,
    "Access that was taken away after that holds again: revoke such keys and roles once more.",
  ];
  return `${lines.join("\n")}\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
