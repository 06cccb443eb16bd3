import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import type { FollowUpTables } from "./tables/follow-ups.js";

export type CarriedRow = Selectable<FollowUpTables["carriedDecisions"]>;
export type ConcernRow = Selectable<FollowUpTables["concernsNow"]>;
export type ConcernStepRow = Selectable<FollowUpTables["concernSteps"]>;

/** Versions that decisions of some rounds were carried to, in order. */
export async function carriedFrom(db: Db, rounds: readonly Hex[]): Promise<readonly CarriedRow[]> {
  if (rounds.length === 0) return [];
  return db.selectFrom("carriedDecisions").selectAll().where("round", "in", rounds).orderBy("position").execute();
}

/** Rounds on earlier versions whose decisions were carried to a version, in order. */
export async function carriedTo(db: Db, version: Hex): Promise<readonly CarriedRow[]> {
  return db.selectFrom("carriedDecisions").selectAll().where("version", "=", version).orderBy("position").execute();
}

/** Concerns ever filed about a version, in order. */
export async function concernsOf(db: Db, version: Hex): Promise<readonly ConcernRow[]> {
  return db.selectFrom("concernsNow").selectAll().where("version", "=", version).orderBy("position").execute();
}

/** What the members of some concerns did after filing, in order. */
export async function stepsOf(db: Db, concerns: readonly Hex[]): Promise<readonly ConcernStepRow[]> {
  if (concerns.length === 0) return [];
  return db.selectFrom("concernSteps").selectAll().where("concern", "in", concerns).orderBy("position").execute();
}
