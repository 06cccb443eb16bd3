import type { ChainEvent } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";

/** The rows of what the FollowUpRegistry says. */
export function rowsOfFollowUps(
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "followUps" }>,
): readonly ChainRowOf[] {
  switch (event) {
    case "ConditionsClosed":
      return [row("closedConditions", place, { round: args.round, convener: args.convener, document: args.document })];
    case "DecisionCarried":
      return [
        row("carriedDecisions", place, {
          round: args.round,
          version: args.version,
          convener: args.convener,
          steps: args.steps,
        }),
      ];
    case "DecisionRescinded":
      return [row("rescissions", place, { round: args.round, ground: args.ground })];
    case "ConcernFiled":
      return [
        row("concerns", place, {
          concern: args.concern,
          version: args.version,
          n: args.n,
          filedBy: args.institution,
          document: args.document,
        }),
      ];
    case "ConcernAdmitted":
      return [
        row("concernSteps", place, {
          concern: args.concern,
          institution: args.institution,
          step: "admitted",
          document: null,
        }),
      ];
    case "ConcernClosing":
      return [
        row("concernSteps", place, {
          concern: args.concern,
          institution: args.institution,
          step: args.closed ? "closed" : "closing",
          document: args.document,
        }),
      ];
  }
}
