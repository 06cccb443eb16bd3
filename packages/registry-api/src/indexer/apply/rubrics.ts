import type { ChainEvent } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import type { Place } from "./words.js";

/** Records what the RubricRegistry says. */
export async function applyRubrics(
  db: Db,
  place: Place,
  { args }: Extract<ChainEvent, { readonly contract: "rubrics" }>,
): Promise<void> {
  const [headerLow = "0", headerHigh = "0"] = args.header;
  await db
    .insertInto("rubrics")
    .values({ ...place, rubric: args.rubric, publisher: args.publisher, digest: args.digest, headerLow, headerHigh })
    .execute();
}
