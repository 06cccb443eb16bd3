import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { RoundTables } from "./tables/rounds.js";

/** A seat with its marks, its seal and what it submitted last. */
export type SeatRow = Selectable<RoundTables["seatsNow"]>;

/** Seats of a round in order. */
export async function listSeats(db: Db, round: Hex, page: PageRequest): Promise<Page<SeatRow>> {
  const list = listName("seats", { round });
  const rows = await db
    .selectFrom("seatsNow")
    .selectAll()
    .where("round", "=", round)
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Every seat of some rounds, in order. */
export async function seatsOf(db: Db, rounds: readonly Hex[]): Promise<readonly SeatRow[]> {
  if (rounds.length === 0) return [];
  return db.selectFrom("seatsNow").selectAll().where("round", "in", rounds).orderBy("position").execute();
}
