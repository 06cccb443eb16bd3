import { measureGas, measureGasAndPeers } from "./gas/measure.ts";
import { installPeers } from "./gas/peers/installed.ts";
import { differences, readSnapshot, writeSnapshot } from "./gas/snapshot.ts";
import { figuresOf, linesOf, textOf } from "./gas/table.ts";
import { forgiveLeaving, lineOf, readOptions } from "./lib/command.ts";

// What every act costs, exactly, beside what peers' published contracts cost on the same chain. `--write` commits the
// figures to test/gas/table.json; `--json` leaves stdout to one line of JSON and prints the table to stderr.
async function main(): Promise<void> {
  const options = readOptions(["write", "json"]);
  const known = readSnapshot();
  const isThere = await installPeers();
  const { gas, eas } = isThere ? await measureGasAndPeers() : { gas: await measureGas(), eas: known.eas };
  const table = textOf(linesOf(gas, eas), isThere ? "measured" : "committed");
  if (options.has("json")) {
    process.stderr.write(table);
    process.stdout.write(`${JSON.stringify(figuresOf(gas, eas))}\n`);
  } else {
    process.stdout.write(table);
  }
  if (options.has("write")) return writeSnapshot({ measured: gas, eas });
  const changed = [...differences(known.measured, gas), ...differences(known.eas, eas)];
  for (const line of changed) process.stderr.write(`not as in test/gas/table.json: ${line}\n`);
  if (changed.length > 0) process.stderr.write("Update it with `npm run gas -- --write`.\n");
}

forgiveLeaving(process.stdout);
main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
