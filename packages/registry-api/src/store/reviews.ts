import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { RoundTables, SeatRole } from "./tables/rounds.js";

/** The record of a review, with who gave it. */
export type ReviewRow = Selectable<RoundTables["reviews"]> & { readonly role: SeatRole; readonly institution: number };

/** Reviews of a round in the order in which they came, revisions too. */
export async function listReviews(db: Db, round: Hex, page: PageRequest): Promise<Page<ReviewRow>> {
  const list = listName("reviews", { round });
  const rows = await db
    .selectFrom("reviews")
    .innerJoin("seats", (join) =>
      join.onRef("seats.round", "=", "reviews.round").onRef("seats.seat", "=", "reviews.seat"),
    )
    .selectAll("reviews")
    .select(["seats.role", "seats.institution"])
    .where("reviews.round", "=", round)
    .where("reviews.position", ">", positionAfter(list, page))
    .orderBy("reviews.position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}
