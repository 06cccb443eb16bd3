import { type ChainEvent, GROUNDS, KINDS, STANDINGS } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";
import { asciiOf, storable, wordAt } from "./words.js";

/** The rows of what the InstitutionRegistry says. */
export function rowsOfInstitutions(
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "institutions" }>,
): readonly ChainRowOf[] {
  switch (event) {
    case "InstitutionAdmitted":
      return [
        row("institutions", place, {
          institution: args.institution,
          name: storable(args.name),
          domain: storable(args.domain),
          country: storable(asciiOf(args.country)),
          kind: wordAt(KINDS, args.kind),
          profileDigest: args.profileDigest,
        }),
      ];
    case "StandingChanged":
      return [
        row("standings", place, {
          institution: args.institution,
          sequence: args.sequence,
          standing: wordAt(STANDINGS, args.standing),
          successor: args.successor,
          recordsKeeper: args.recordsKeeper,
          ground: wordAt(GROUNDS, args.ground),
          document: args.document,
        }),
      ];
    case "StandingAppealed":
      return [
        row("standingAppeals", place, {
          institution: args.institution,
          sequence: args.sequence,
          document: args.document,
        }),
      ];
    case "ProfileUpdated":
      return [
        row("profiles", place, {
          institution: args.institution,
          sequence: args.sequence,
          profileDigest: args.profileDigest,
        }),
      ];
    case "KeyAdded":
      return [
        row("keys", place, {
          institution: args.institution,
          key: args.key,
          purposes: args.purposes,
          fromAt: args.from,
          untilAt: args.until,
          data: args.data,
        }),
      ];
    case "KeyRetired":
      return [row("keyRetirements", place, { institution: args.institution, key: args.key, untilAt: args.until })];
    case "KeyCompromised":
      return [row("keyCompromises", place, { institution: args.institution, key: args.key, sinceAt: args.since })];
  }
}
