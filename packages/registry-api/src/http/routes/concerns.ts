import type { Hex, wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { type ConcernRow, concernsOf, stepsOf } from "../../store/follow-ups.js";
import { nonZero, recorded } from "./shapes.js";

/** Concerns about a version, in the order in which they were filed. */
export async function concernsAbout(db: Db, version: Hex): Promise<wire.Concern[]> {
  return toConcerns(db, await concernsOf(db, version));
}

/** Concerns with what their members did after filing. */
export async function toConcerns(db: Db, rows: readonly ConcernRow[]): Promise<wire.Concern[]> {
  const steps = await stepsOf(
    db,
    rows.map((row) => row.concern),
  );
  return rows.map((row) => ({
    id: row.concern,
    version: row.version,
    n: row.n,
    filedBy: row.filedBy,
    document: row.document,
    admittedBy: nonZero(row.admittedBy),
    admittedAt: nonZero(row.admittedAt),
    closings: steps.flatMap(({ concern, institution, document, at }) =>
      concern === row.concern && document !== null ? [{ institution, document, at }] : [],
    ),
    closedAt: nonZero(row.closedAt),
    decidedAt: nonZero(row.decidedAt),
    filed: recorded(row),
  }));
}
