import type { Call } from "@peerseal/sdk";
import { type ReactNode, useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { useWallets, type Wallet } from "../sign/wallets.js";
import { useProposalsChanged } from "./governing.js";
import { TEXT } from "./text.js";
import { sendByWallet } from "./wallet-call.js";

type State =
  | { readonly at: "idle" | "sending" | "sent" | "declined" }
  | { readonly at: "failed"; readonly error: unknown };

/** Sends calls from the wallet that is chosen, and tells how it went. */
export type WalletAction = {
  readonly wallets: readonly Wallet[];
  readonly isBusy: boolean;
  /** Whether the last one is recorded. */
  readonly isSent: boolean;
  /** @param make the call, made when it is wanted. */
  readonly send: (make: () => Call | Promise<Call>) => void;
  /** What is chosen and what became of it, to be shown beside the buttons. */
  readonly shown: ReactNode;
};

/** Acting by a wallet of this browser. @param name tells the choices of several parts of a screen apart. */
export function useWalletAction(chainId: number, name: string): WalletAction {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const changed = useProposalsChanged();
  const wallets = useWallets();
  const [chosen, choose] = useState<string | null>(null);
  const [state, setState] = useState<State>({ at: "idle" });
  const wallet = wallets.find(({ uuid }) => uuid === chosen) ?? wallets[0];

  const go = async (make: () => Call | Promise<Call>) => {
    if (wallet === undefined) return;
    setState({ at: "sending" });
    try {
      const isSent = await sendByWallet(wallet, chainId, await make());
      if (isSent) await changed();
      setState({ at: isSent ? "sent" : "declined" });
      announce(text(isSent ? "sent" : "declined"));
    } catch (error) {
      setState({ at: "failed", error });
    }
  };
  return {
    wallets,
    isBusy: state.at === "sending",
    isSent: state.at === "sent",
    send: (make) => void go(make),
    shown: (
      <>
        {wallets.length < 2 ? null : (
          <fieldset>
            <legend>{text("wallet")}</legend>
            {wallets.map(({ uuid, name: called }) => (
              <label key={uuid}>
                <input
                  type="radio"
                  name={`wallet-${name}`}
                  checked={wallet?.uuid === uuid}
                  onChange={() => choose(uuid)}
                />{" "}
                {called}
              </label>
            ))}
          </fieldset>
        )}
        {state.at === "idle" || state.at === "failed" ? null : <p>{text(state.at)}</p>}
        {state.at === "failed" ? <Fault error={state.error} /> : null}
      </>
    ),
  };
}
