import type { Hex, RoundPurpose, Route, Stage } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { RoundTables } from "./tables/rounds.js";

export type RoundRow = Selectable<RoundTables["roundsNow"]>;
export type ReplyRow = Selectable<RoundTables["replies"]>;

/** Rounds in the order in which they were opened. */
export async function listRounds(
  db: Db,
  filter: {
    readonly version?: Hex | undefined;
    readonly stage?: Stage | undefined;
    readonly convener?: number | undefined;
    readonly owner?: number | undefined;
    readonly institution?: number | undefined;
    readonly rubric?: Hex | undefined;
    readonly route?: Exclude<Route, "none"> | undefined;
    readonly purpose?: Exclude<RoundPurpose, "none"> | undefined;
  },
  page: PageRequest,
): Promise<Page<RoundRow>> {
  const { version, stage, convener, owner, institution, rubric, route, purpose } = filter;
  const list = listName("rounds", { version, stage, convener, owner, institution, rubric, route, purpose });
  let query = db.selectFrom("roundsNow").selectAll().where("position", ">", positionAfter(list, page));
  if (filter.version !== undefined) query = query.where("version", "=", filter.version);
  if (filter.stage !== undefined) query = query.where("stage", "=", filter.stage);
  if (filter.convener !== undefined) query = query.where("convener", "=", filter.convener);
  if (owner !== undefined) query = query.where("owner", "=", owner);
  if (rubric !== undefined) query = query.where("rubric", "=", rubric);
  if (route !== undefined) query = query.where("route", "=", route);
  if (purpose !== undefined) query = query.where("purpose", "=", purpose);
  if (institution !== undefined) {
    query = query.where((where) =>
      where.or([
        where("owner", "=", institution),
        where("convener", "=", institution),
        where("round", "in", (seats) =>
          seats.selectFrom("seats").select("seats.round").where("seats.institution", "=", institution),
        ),
        where("round", "in", (asked) =>
          asked
            .selectFrom("seatRequests")
            .select("seatRequests.round")
            .where("seatRequests.institution", "=", institution),
        ),
      ]),
    );
  }
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export async function findRound(db: Db, round: Hex): Promise<RoundRow | null> {
  return (await db.selectFrom("roundsNow").selectAll().where("round", "=", round).executeTakeFirst()) ?? null;
}

export async function findRounds(db: Db, rounds: readonly Hex[]): Promise<readonly RoundRow[]> {
  if (rounds.length === 0) return [];
  return db.selectFrom("roundsNow").selectAll().where("round", "in", rounds).orderBy("position").execute();
}

/** Every round of a version, oldest first. */
export async function roundsOf(db: Db, version: Hex): Promise<readonly RoundRow[]> {
  return db.selectFrom("roundsNow").selectAll().where("version", "=", version).orderBy("position").execute();
}

/** The provider's replies to some rounds; a round has one at most. */
export async function repliesTo(db: Db, rounds: readonly Hex[]): Promise<readonly ReplyRow[]> {
  if (rounds.length === 0) return [];
  return db.selectFrom("replies").selectAll().where("round", "in", rounds).orderBy("position").execute();
}
