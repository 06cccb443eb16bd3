import { BASES, type ChainEvent, ROLES, ROUND_PURPOSES, ROUTES, signerId } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { type Place, someWordAt, wordAt } from "./words.js";

/** Records what the RoundRegistry says. */
export async function applyRounds(
  db: Db,
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "rounds" }>,
): Promise<void> {
  switch (event) {
    case "RoundOpened":
      await db
        .insertInto("rounds")
        .values({
          ...place,
          round: args.round,
          version: args.version,
          rubric: args.rubric,
          n: args.opening.n,
          owner: args.opening.owner,
          convener: args.opening.convener,
          purpose: wordAt(ROUND_PURPOSES, args.opening.purpose),
          basis: wordAt(BASES, args.opening.basis),
          route: wordAt(ROUTES, args.opening.route),
          seatsWanted: JSON.stringify(args.opening.seats),
          validity: args.opening.validity,
          reviewUntilAt: args.opening.reviewUntil,
          document: args.opening.document,
        })
        .execute();
      return;
    case "AppealOpened":
      await db
        .insertInto("roundAppeals")
        .values({ ...place, round: args.round, appealOf: args.appealed })
        .execute();
      return;
    case "RoundAccepted":
      await db
        .insertInto("roundSteps")
        .values({ ...place, round: args.round, step: "accepted" })
        .execute();
      return;
    case "SeatAppointed":
      await db
        .insertInto("seats")
        .values({
          ...place,
          round: args.round,
          seat: args.seat,
          institution: args.institution,
          role: someWordAt(ROLES, args.role),
          affiliations: JSON.stringify(args.affiliations),
          signer: args.signer,
          signerId: signerId(args.signer),
        })
        .execute();
      return;
    case "SeatObjected":
      await db
        .insertInto("seatObjections")
        .values({ ...place, round: args.round, seat: args.seat, owner: args.owner, document: args.document })
        .execute();
      return;
    case "PanelSet":
      await db
        .insertInto("roundSteps")
        .values({ ...place, round: args.round, step: "panel-set", excluded: args.excluded })
        .execute();
      return;
    case "ReviewSealed":
      await db
        .insertInto("seals")
        .values({ ...place, round: args.round, seat: args.seat, commitment: args.commitment })
        .execute();
      return;
    case "ReviewSubmitted":
      await db
        .insertInto("reviews")
        .values({
          ...place,
          round: args.round,
          seat: args.seat,
          sequence: args.sequence,
          reviewDigest: args.reviewDigest,
          ratings: args.ratings,
        })
        .execute();
      return;
    case "Replied":
      await db
        .insertInto("replies")
        .values({ ...place, round: args.round, owner: args.owner, replyDigest: args.replyDigest })
        .execute();
      return;
    case "SeatAdded":
      await db
        .insertInto("seatRequests")
        .values({
          ...place,
          round: args.round,
          institution: args.institution,
          role: someWordAt(ROLES, args.role),
        })
        .execute();
      return;
    case "RoundClosed":
      await db
        .insertInto("roundSteps")
        .values({ ...place, round: args.round, step: "closed" })
        .execute();
      return;
    case "RoundAbandoned":
      await db
        .insertInto("roundSteps")
        .values({ ...place, round: args.round, step: "abandoned", ground: args.ground })
        .execute();
      return;
  }
}
