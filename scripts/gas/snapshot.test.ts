import { expect, test } from "vitest";
import { measureGas } from "./measure.ts";
import { differences, readSnapshot } from "./snapshot.ts";

test("test/gas/table.json holds the gas of the contracts as they are (else: npm run gas -- --write)", async () => {
  expect(differences(readSnapshot().measured, await measureGas())).toEqual([]);
});
