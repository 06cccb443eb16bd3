import { type ChainEvent, STATUS_ACTIONS } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { type Place, wordAt } from "./words.js";

/** Records what the CredentialRegistry says. */
export async function applyCredentials(
  db: Db,
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "credentials" }>,
): Promise<void> {
  switch (event) {
    case "BatchAnchored":
      await db
        .insertInto("chainAnchors")
        .values({
          ...place,
          institution: args.institution,
          number: String(args.number),
          root: args.root,
          size: args.size,
          courseVersion: args.courseVersion,
          key: args.key,
        })
        .execute();
      return;
    case "StatusChanged": {
      const action = wordAt(STATUS_ACTIONS, args.action);
      const number = String(args.number);
      const rows = args.words.map((word, ordinal) => ({
        ...place,
        ordinal,
        institution: args.institution,
        number,
        action,
        word,
        mask: args.masks[ordinal] ?? "0",
      }));
      if (rows.length > 0) await db.insertInto("statusChanges").values(rows).execute();
      return;
    }
    case "CredentialStatusChanged":
      await db
        .insertInto("statusChanges")
        .values({
          ...place,
          ordinal: 0,
          institution: args.institution,
          number: String(args.number),
          action: wordAt(STATUS_ACTIONS, args.action),
          word: args.index >> 8,
          mask: (1n << BigInt(args.index & 255)).toString(),
        })
        .execute();
      return;
  }
}
