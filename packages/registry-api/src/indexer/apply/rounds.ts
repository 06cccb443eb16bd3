import { BASES, type ChainEvent, ROLES, ROUND_PURPOSES, ROUTES, signerId } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";
import { someWordAt, wordAt } from "./words.js";

/** The rows of what the RoundRegistry says. */
export function rowsOfRounds(
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "rounds" }>,
): readonly ChainRowOf[] {
  switch (event) {
    case "RoundOpened":
      return [
        row("rounds", place, {
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
        }),
      ];
    case "AppealOpened":
      return [row("roundAppeals", place, { round: args.round, appealOf: args.appealed })];
    case "RoundAccepted":
      return [row("roundSteps", place, { round: args.round, step: "accepted" })];
    case "SeatAppointed":
      return [
        row("seats", place, {
          round: args.round,
          seat: args.seat,
          institution: args.institution,
          role: someWordAt(ROLES, args.role),
          affiliations: JSON.stringify(args.affiliations),
          signer: args.signer,
          signerId: signerId(args.signer),
        }),
      ];
    case "SeatObjected":
      return [
        row("seatObjections", place, {
          round: args.round,
          seat: args.seat,
          owner: args.owner,
          document: args.document,
        }),
      ];
    case "PanelSet":
      return [row("roundSteps", place, { round: args.round, step: "panel-set", excluded: args.excluded })];
    case "ReviewSealed":
      return [row("seals", place, { round: args.round, seat: args.seat, commitment: args.commitment })];
    case "ReviewSubmitted":
      return [
        row("reviews", place, {
          round: args.round,
          seat: args.seat,
          sequence: args.sequence,
          reviewDigest: args.reviewDigest,
          ratings: args.ratings,
        }),
      ];
    case "Replied":
      return [row("replies", place, { round: args.round, owner: args.owner, replyDigest: args.replyDigest })];
    case "SeatAdded":
      return [
        row("seatRequests", place, {
          round: args.round,
          institution: args.institution,
          role: someWordAt(ROLES, args.role),
        }),
      ];
    case "RoundClosed":
      return [row("roundSteps", place, { round: args.round, step: "closed" })];
    case "RoundAbandoned":
      return [row("roundSteps", place, { round: args.round, step: "abandoned", ground: args.ground })];
  }
}
