import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Order, type Page, type PageRequest, startOf, toPage } from "./pages.js";
import type { DecidedOutcome, RoundTables } from "./tables/rounds.js";

export type DecisionRow = Selectable<RoundTables["decisionsNow"]>;

/** Decisions of every policy that the network ever listed, in order. */
export async function listDecisions(
  db: Db,
  filter: {
    readonly version?: Hex | undefined;
    readonly outcome?: DecidedOutcome | undefined;
    readonly institution?: number | undefined;
    readonly convener?: number | undefined;
    readonly rubric?: Hex | undefined;
    readonly policy?: Hex | undefined;
    readonly order: Order;
  },
  page: PageRequest,
): Promise<Page<DecisionRow>> {
  const { version, outcome, institution, convener, rubric, policy, order } = filter;
  const list = listName("decisions", { version, outcome, institution, convener, rubric, policy, order });
  const { beyond, position, direction } = startOf(list, page, order);
  let query = db.selectFrom("decisionsNow").selectAll().where("position", beyond, position);
  if (version !== undefined) query = query.where("version", "=", version);
  if (outcome !== undefined) query = query.where("outcome", "=", outcome);
  if (institution !== undefined) {
    query = query.where("version", "in", (versions) =>
      versions.selectFrom("versions").select("versions.version").where("publisher", "=", institution),
    );
  }
  if (rubric !== undefined) query = query.where("rubric", "=", rubric);
  if (policy !== undefined) query = query.where("policy", "=", policy);
  if (convener !== undefined) {
    query = query.where("round", "in", (rounds) =>
      rounds.selectFrom("rounds").select("rounds.round").where("rounds.convener", "=", convener),
    );
  }
  const rows = await query
    .orderBy("position", direction)
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Decisions of some rounds, in order; a round has one at most of each policy. */
export async function decisionsOf(db: Db, rounds: readonly Hex[]): Promise<readonly DecisionRow[]> {
  if (rounds.length === 0) return [];
  return db.selectFrom("decisionsNow").selectAll().where("round", "in", rounds).orderBy("position").execute();
}
