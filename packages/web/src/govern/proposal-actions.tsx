import {
  encodeCancel,
  encodeExecute,
  encodeQueue,
  encodeVote,
  type Governance,
  type ProposalState,
} from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { AccountButtons } from "./account-buttons.js";
import type { GovernedBy, ProposalView } from "./governing.js";
import { TEXT, VOTES } from "./text.js";
import { useWalletAction } from "./wallet-action.js";

type Props = {
  readonly view: ProposalView;
  readonly state: ProposalState;
  readonly by: GovernedBy;
  readonly governance: Governance;
};

/** What can be done about a proposal now: by a wallet of this browser, or by passkeys of one's institution. */
export function ProposalActions(props: Props) {
  return (
    <div className="noprint">
      <AccountButtons {...props} />
      <WalletButtons {...props} />
    </div>
  );
}

function WalletButtons(props: Props) {
  const { view, state, by, governance } = props;
  const text = useText(TEXT);
  const { wallets, isBusy, send, shown } = useWalletAction(by.connection.chainId, String(view.id));
  const { executableAt } = view.record;
  if (wallets.length === 0) return null;
  const isDue = state === "queued" && executableAt !== null && executableAt <= Date.now() / 1000;
  return (
    <>
      <div className="row">
        {state === "active"
          ? VOTES.map(([support, key]) => (
              <button
                key={support}
                type="button"
                className={support === "for" ? "" : "second"}
                disabled={isBusy}
                onClick={() => send(() => encodeVote(governance, view.id, support))}
              >
                {text(key)}
              </button>
            ))
          : null}
        {state === "pending" ? (
          <button
            type="button"
            className="second"
            disabled={isBusy}
            onClick={() => send(() => encodeCancel(governance, view))}
          >
            {text("takeBack")}
          </button>
        ) : null}
        {state === "succeeded" ? (
          <button type="button" disabled={isBusy} onClick={() => send(() => encodeQueue(governance, view))}>
            {text("queue")}
          </button>
        ) : null}
        {isDue ? (
          <button type="button" disabled={isBusy} onClick={() => send(() => encodeExecute(governance, view))}>
            {text("execute")}
          </button>
        ) : null}
      </div>
      {shown}
    </>
  );
}
