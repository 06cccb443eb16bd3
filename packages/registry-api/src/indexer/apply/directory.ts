import type { ChainEvent } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import type { Place } from "./words.js";

/** Records what the NetworkDirectory says. */
export async function applyDirectory(
  db: Db,
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "directory" }>,
): Promise<void> {
  switch (event) {
    case "LensSet":
      await db
        .insertInto("lenses")
        .values({ ...place, lens: args.lens })
        .execute();
      return;
    case "PolicyListed":
      await db
        .insertInto("policyListings")
        .values({ ...place, policy: args.policy, listed: args.listed })
        .execute();
      return;
    case "RubricListed":
      await db
        .insertInto("rubricListings")
        .values({ ...place, rubric: args.rubric, listed: args.listed })
        .execute();
      return;
  }
}
