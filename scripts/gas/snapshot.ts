import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../lib/report.ts";
import { type GasTable, type RowId, rows } from "./rows.ts";

const PATH = join(ROOT, "test", "gas", "table.json");
const Ids = z.enum(rows.map(({ id }): RowId => id));
const Snapshot = z.strictObject({ schema: z.literal("peerseal.gas/1"), measured: z.record(Ids, z.int().positive()) });

/** The committed table: whole figures, not shared by the acts of a transaction. @throws where it is malformed. */
export function readSnapshot(): GasTable {
  return Snapshot.parse(JSON.parse(readFileSync(PATH, "utf8"))).measured;
}

export function writeSnapshot(measured: GasTable): void {
  const ordered = Object.fromEntries(rows.map(({ id }) => [id, measured[id]]));
  writeFileSync(PATH, `${JSON.stringify({ schema: "peerseal.gas/1", measured: ordered }, null, 2)}\n`);
}

/** What differs, one line each: `id: was -> is`. */
export function differences(was: GasTable, is: GasTable): string[] {
  return rows.filter(({ id }) => was[id] !== is[id]).map(({ id }) => `${id}: ${was[id]} -> ${is[id]}`);
}
