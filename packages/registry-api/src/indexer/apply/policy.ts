import { type ChainEvent, OUTCOMES } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";
import { someWordAt } from "./words.js";

/** The rows of what a QualityPolicy says that the directory lists, or once listed. */
export function rowsOfPolicy(
  place: Place,
  { address, args }: Extract<ChainEvent, { readonly contract: "policy" }>,
): readonly ChainRowOf[] {
  return [
    row("decisions", place, {
      policy: address,
      round: args.round,
      version: args.version,
      rubric: args.rubric,
      outcome: someWordAt(OUTCOMES, args.outcome),
      expiresAt: args.expiresAt,
    }),
  ];
}
