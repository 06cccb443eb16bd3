import type { ChainEvent } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";

/** The rows of what the RubricRegistry says. */
export function rowsOfRubrics(
  place: Place,
  { args }: Extract<ChainEvent, { readonly contract: "rubrics" }>,
): readonly ChainRowOf[] {
  const [headerLow = "0", headerHigh = "0"] = args.header;
  return [
    row("rubrics", place, {
      rubric: args.rubric,
      publisher: args.publisher,
      digest: args.digest,
      headerLow,
      headerHigh,
    }),
  ];
}
