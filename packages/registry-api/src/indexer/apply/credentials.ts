import { type ChainEvent, STATUS_ACTIONS } from "@peerseal/sdk";
import { type ChainRowOf, type Place, row } from "../../store/chain-rows.js";
import { wordAt } from "./words.js";

/** The rows of what the CredentialRegistry says. */
export function rowsOfCredentials(
  place: Place,
  { event, args }: Extract<ChainEvent, { readonly contract: "credentials" }>,
): readonly ChainRowOf[] {
  switch (event) {
    case "BatchAnchored":
      return [
        row("chainAnchors", place, {
          institution: args.institution,
          number: String(args.number),
          root: args.root,
          size: args.size,
          courseVersion: args.courseVersion,
          key: args.key,
        }),
      ];
    case "StatusChanged": {
      const action = wordAt(STATUS_ACTIONS, args.action);
      const number = String(args.number);
      return args.words.map((word, ordinal) =>
        row("statusChanges", place, {
          ordinal,
          institution: args.institution,
          number,
          action,
          word,
          mask: args.masks[ordinal] ?? "0",
        }),
      );
    }
    case "CredentialStatusChanged":
      return [
        row("statusChanges", place, {
          ordinal: 0,
          institution: args.institution,
          number: String(args.number),
          action: wordAt(STATUS_ACTIONS, args.action),
          word: args.index >> 8,
          mask: (1n << BigInt(args.index & 255)).toString(),
        }),
      ];
  }
}
