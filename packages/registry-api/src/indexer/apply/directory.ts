import type { ChainEvent } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";

/** The rows of what the NetworkDirectory says. */
export function rowsOfDirectory(
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "directory" }>,
): readonly ChainRowOf[] {
  switch (event) {
    case "LensSet":
      return [row("lenses", place, { lens: args.lens })];
    case "PolicyListed":
      return [row("policyListings", place, { policy: args.policy, listed: args.listed })];
    case "RubricListed":
      return [row("rubricListings", place, { rubric: args.rubric, listed: args.listed })];
  }
}
