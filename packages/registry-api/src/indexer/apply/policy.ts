import { type ChainEvent, OUTCOMES } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { type Place, someWordAt } from "./words.js";

/** Records what a QualityPolicy says that the directory lists, or once listed. */
export async function applyPolicy(
  db: Db,
  place: Place,
  { address, args }: Extract<ChainEvent, { readonly contract: "policy" }>,
): Promise<void> {
  await db
    .insertInto("decisions")
    .values({
      ...place,
      policy: address,
      round: args.round,
      version: args.version,
      rubric: args.rubric,
      outcome: someWordAt(OUTCOMES, args.outcome),
      expiresAt: args.expiresAt,
    })
    // A policy that is listed anew brings its decisions along once more.
    .onConflict((conflict) => conflict.column("position").doNothing())
    .execute();
}
