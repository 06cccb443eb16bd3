import { measureGas } from "./gas/measure.ts";
import { differences, readSnapshot, writeSnapshot } from "./gas/snapshot.ts";
import { linesOf, textOf } from "./gas/table.ts";
import { forgiveLeaving, lineOf, readOptions } from "./lib/command.ts";

// What every act costs, exactly, beside what peers were measured at. `--write` commits the figures to
// test/gas/table.json; `--json` leaves stdout to one line of JSON and prints the table to stderr.
async function main(): Promise<void> {
  const options = readOptions(["write", "json"]);
  const measured = await measureGas();
  const lines = linesOf(measured);
  const table = textOf(lines);
  if (options.has("json")) {
    process.stderr.write(table);
    process.stdout.write(`${JSON.stringify({ schema: "peerseal.gas-table/1", lines })}\n`);
  } else {
    process.stdout.write(table);
  }
  if (options.has("write")) return writeSnapshot(measured);
  const changed = differences(readSnapshot(), measured);
  for (const line of changed) process.stderr.write(`not as in test/gas/table.json: ${line}\n`);
  if (changed.length > 0) process.stderr.write("Update it with `npm run gas -- --write`.\n");
}

forgiveLeaving(process.stdout);
main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
