import { type ChainEvent, GROUNDS, KINDS, STANDINGS } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { asciiOf, type Place, storable, wordAt } from "./words.js";

/** Records what the InstitutionRegistry says. */
export async function applyInstitutions(
  db: Db,
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "institutions" }>,
): Promise<void> {
  switch (event) {
    case "InstitutionAdmitted":
      await db
        .insertInto("institutions")
        .values({
          ...place,
          institution: args.institution,
          name: storable(args.name),
          domain: storable(args.domain),
          country: storable(asciiOf(args.country)),
          kind: wordAt(KINDS, args.kind),
          profileDigest: args.profileDigest,
        })
        .execute();
      return;
    case "StandingChanged":
      await db
        .insertInto("standings")
        .values({
          ...place,
          institution: args.institution,
          sequence: args.sequence,
          standing: wordAt(STANDINGS, args.standing),
          successor: args.successor,
          recordsKeeper: args.recordsKeeper,
          ground: wordAt(GROUNDS, args.ground),
          document: args.document,
        })
        .execute();
      return;
    case "StandingAppealed":
      await db
        .insertInto("standingAppeals")
        .values({ ...place, institution: args.institution, sequence: args.sequence, document: args.document })
        .execute();
      return;
    case "ProfileUpdated":
      await db
        .insertInto("profiles")
        .values({ ...place, institution: args.institution, sequence: args.sequence, profileDigest: args.profileDigest })
        .execute();
      return;
    case "KeyAdded":
      await db
        .insertInto("keys")
        .values({
          ...place,
          institution: args.institution,
          key: args.key,
          purposes: args.purposes,
          fromAt: args.from,
          untilAt: args.until,
          data: args.data,
        })
        .execute();
      return;
    case "KeyRetired":
      await db
        .insertInto("keyRetirements")
        .values({ ...place, institution: args.institution, key: args.key, untilAt: args.until })
        .execute();
      return;
    case "KeyCompromised":
      await db
        .insertInto("keyCompromises")
        .values({ ...place, institution: args.institution, key: args.key, sinceAt: args.since })
        .execute();
      return;
  }
}
