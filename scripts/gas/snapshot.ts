import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../lib/report.ts";
import { EAS_ROWS, type EasTable } from "./peers/eas.ts";
import { type GasTable, type RowId, rows } from "./rows.ts";

const PATH = join(ROOT, "test", "gas", "table.json");
const Ids = z.enum(rows.map(({ id }): RowId => id));
const Snapshot = z.strictObject({
  schema: z.literal("peerseal.gas/2"),
  // A row that was added since is missing until it is written.
  measured: z.partialRecord(Ids, z.int().positive()),
  eas: z.record(z.enum(EAS_ROWS), z.int().positive()),
});

/** The committed figures: whole, not shared by the acts of a transaction. */
export type GasSnapshot = { readonly measured: GasTable; readonly eas: EasTable };

/** Reads the committed table; rows may be missing. @throws where it is malformed. */
export function readSnapshot(): Omit<GasSnapshot, "measured"> & { readonly measured: Partial<GasTable> } {
  return Snapshot.parse(JSON.parse(readFileSync(PATH, "utf8")));
}

export function writeSnapshot({ measured, eas }: GasSnapshot): void {
  const ordered = {
    schema: "peerseal.gas/2",
    measured: Object.fromEntries(rows.map(({ id }) => [id, measured[id]])),
    eas: Object.fromEntries(EAS_ROWS.map((id) => [id, eas[id]])),
  };
  writeFileSync(PATH, `${JSON.stringify(ordered, null, 2)}\n`);
}

/** Per cent by which a figure that varies may be off. */
const TOLERANCE = 5;
const VARYING: ReadonlySet<string> = new Set(rows.filter(({ varies }) => varies).map(({ id }) => id));

/** What differs, one line each: `id: was -> is`. */
export function differences<Id extends string>(
  was: Readonly<Partial<Record<Id, number>>>,
  is: Readonly<Record<Id, number>>,
): string[] {
  return Object.keys(is).flatMap((id) => {
    const [before, now]: (number | undefined)[] = [Reflect.get(was, id), Reflect.get(is, id)];
    const isSame = before === now || (VARYING.has(id) && isNear(before, now));
    return isSame ? [] : [`${id}: ${before} -> ${now}`];
  });
}

const isNear = (before = 0, now = 0) => Math.abs(now - before) * 100 <= before * TOLERANCE;
