import { parseArgs } from "node:util";
import { measureGas } from "./gas/measure.ts";
import { differences, readSnapshot, writeSnapshot } from "./gas/snapshot.ts";
import { linesOf, textOf } from "./gas/table.ts";
import { forgiveLeaving } from "./lib/command.ts";

// What every act costs, exactly, beside what peers were measured at. `--write` commits the figures to
// test/gas/table.json; `--json` leaves stdout to one line of JSON and prints the table to stderr.
forgiveLeaving(process.stdout);
const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
});
const measured = await measureGas();
const lines = linesOf(measured);
const table = textOf(lines);
if (values.json) {
  process.stderr.write(table);
  process.stdout.write(`${JSON.stringify({ schema: "peerseal.gas-table/1", lines })}\n`);
} else {
  process.stdout.write(table);
}
if (values.write) {
  writeSnapshot(measured);
} else {
  const changed = differences(readSnapshot(), measured);
  for (const line of changed) process.stderr.write(`not as in test/gas/table.json: ${line}\n`);
  if (changed.length > 0) process.stderr.write("Update it with `npm run gas -- --write`.\n");
}
