import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { RoundTables } from "./tables/rounds.js";

/** A seat with what it submitted last; `submittedAt` null: nothing. */
export type SeatRow = Selectable<RoundTables["seats"]> & {
  readonly submittedAt: number | null;
  readonly ratings: string | null;
};

/** Seats of a round in order. */
export async function listSeats(db: Db, round: Hex, page: PageRequest): Promise<Page<SeatRow>> {
  const list = listName("seats", { round });
  const rows = await select(db)
    .where("seats.round", "=", round)
    .where("seats.position", ">", positionAfter(list, page))
    .orderBy("seats.position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Every seat of some rounds, in order. */
export async function seatsOf(db: Db, rounds: readonly Hex[]): Promise<readonly SeatRow[]> {
  if (rounds.length === 0) return [];
  return select(db).where("seats.round", "in", rounds).orderBy("seats.position").execute();
}

function select(db: Db) {
  return db
    .selectFrom("seats")
    .leftJoinLateral(
      (query) =>
        query
          .selectFrom("reviews")
          .select(["reviews.at as submittedAt", "reviews.ratings"])
          .whereRef("reviews.round", "=", "seats.round")
          .whereRef("reviews.seat", "=", "seats.seat")
          .orderBy("reviews.position", "desc")
          .limit(1)
          .as("given"),
      (join) => join.onTrue(),
    )
    .selectAll("seats")
    .select(["given.submittedAt", "given.ratings"]);
}
