import { decodeCall, type Governance } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import type { Examined } from "./examine.js";
import type { GovernedBy } from "./governing.js";
import { useSaid } from "./says.js";

/** What an institution says by an act, one plain sentence each, told from the calls themselves. */
export function useSheetSays(
  { connection }: GovernedBy,
  { governor, timelock }: Governance,
): (name: string, of: Examined) => readonly string[] {
  const text = useText(ACCOUNT_TEXT);
  const said = useSaid();
  return (name, { kind, support, proposal }) => [
    text(support ?? kind, { name }),
    ...proposal.calls.map((call) => said(decodeCall(connection, [governor, timelock], call))),
    text("words", { words: proposal.description }),
  ];
}
