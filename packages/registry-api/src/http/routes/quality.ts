import type { wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import type { DecisionRow } from "../../store/decisions.js";
import type { RoundRow } from "../../store/rounds.js";
import type { VersionRow } from "../../store/versions.js";

export async function qualityNow(
  _db: Db,
  _version: VersionRow,
  _rounds: readonly RoundRow[],
  _decisions: readonly DecisionRow[],
  now: number,
): Promise<wire.Quality> {
  return { state: "unreviewed", at: now, flags: [], decision: null };
}
