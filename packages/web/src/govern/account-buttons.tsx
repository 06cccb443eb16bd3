import { type Call, encodeCancel, encodeVote, type Governance, type ProposalState } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { useAccountActs } from "./account-acts.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import type { GovernedBy, ProposalView } from "./governing.js";
import { type OwnAccount, useOwnAccounts } from "./own-accounts.js";
import { TEXT, VOTES } from "./text.js";
import { useMemberOfAccount } from "./voters.js";

/** What the institutions of whoever is signed in can do about a proposal now, by their passkeys. */
export function AccountButtons(props: {
  readonly view: ProposalView;
  readonly state: ProposalState;
  readonly by: GovernedBy;
  readonly governance: Governance;
}) {
  const { view, state, by, governance } = props;
  const text = useText(ACCOUNT_TEXT);
  const words = useText(TEXT);
  const accounts = useOwnAccounts(by.connection);
  const memberOf = useMemberOfAccount();
  const { begin } = useAccountActs();
  const button = (own: OwnAccount, label: string, call: () => Call, deadline: number, className: string) => (
    <button key={label} type="button" className={className} onClick={() => begin(own, call, deadline)}>
      {label}
    </button>
  );
  const buttonsOf = (own: OwnAccount) => {
    const { votesUntil, snapshotAt } = view.record;
    if (state === "active") {
      return VOTES.map(([support, key]) =>
        button(
          own,
          words(key),
          () => encodeVote(governance, view.id, support),
          votesUntil,
          support === "for" ? "" : "second",
        ),
      );
    }
    return state === "pending" && view.proposer === own.address
      ? [button(own, words("takeBack"), () => encodeCancel(governance, view), snapshotAt, "second")]
      : [];
  };
  return accounts.map((own) => {
    const cast = view.cast.find(({ voter }) => memberOf(voter)?.id === own.institution);
    const buttons = cast === undefined ? buttonsOf(own) : [];
    if (cast !== undefined && state === "active") {
      return <p key={own.address}>{text("voted", { name: own.name, vote: words(cast.support) })}</p>;
    }
    if (buttons.length === 0) return null;
    return (
      <fieldset key={own.address}>
        <legend>{text("by", { name: own.name })}</legend>
        <div className="row">{buttons}</div>
      </fieldset>
    );
  });
}
