import type { ChainEvent } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import type { Place } from "./words.js";

/** Records what the FollowUpRegistry says. */
export async function applyFollowUps(
  db: Db,
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "followUps" }>,
): Promise<void> {
  switch (event) {
    case "ConditionsClosed":
      await db
        .insertInto("closedConditions")
        .values({ ...place, round: args.round, convener: args.convener, document: args.document })
        .execute();
      return;
    case "DecisionCarried":
      await db
        .insertInto("carriedDecisions")
        .values({ ...place, round: args.round, version: args.version, convener: args.convener, steps: args.steps })
        .execute();
      return;
    case "DecisionRescinded":
      await db
        .insertInto("rescissions")
        .values({ ...place, round: args.round, ground: args.ground })
        .execute();
      return;
    case "ConcernFiled":
      await db
        .insertInto("concerns")
        .values({
          ...place,
          concern: args.concern,
          version: args.version,
          n: args.n,
          filedBy: args.institution,
          document: args.document,
        })
        .execute();
      return;
    case "ConcernAdmitted":
      await db
        .insertInto("concernSteps")
        .values({ ...place, concern: args.concern, institution: args.institution, step: "admitted", document: null })
        .execute();
      return;
    case "ConcernClosing":
      await db
        .insertInto("concernSteps")
        .values({
          ...place,
          concern: args.concern,
          institution: args.institution,
          step: args.closed ? "closed" : "closing",
          document: args.document,
        })
        .execute();
      return;
  }
}
