import { type Call, type Governance, PeersealError, readAccountNonce } from "@peerseal/sdk";
import { createContext, type ReactNode, use, useCallback, useEffect, useState } from "react";
import { type AccountAct, readAct } from "./account-act.js";
import { AccountSheet } from "./account-sheet.js";
import type { GovernedBy } from "./governing.js";
import type { OwnAccount } from "./own-accounts.js";

/** An act on its way to the sheet. `id` tells it from others. */
export type Wanted = { readonly id: string; readonly make: () => Promise<AccountAct | null> };

type Acts = {
  /** Begins an act. @param deadline last second, Unix time, in which it may be carried. */
  readonly begin: (account: OwnAccount, call: () => Call | Promise<Call>, deadline: number) => void;
  /** Goes on with an act that was handed on. */
  readonly open: (text: string) => void;
};

const Context = createContext<Acts | null>(null);
const FRAGMENT = /^#act=(.+)/;

/** Acts of institutions' accounts; `AccountActs` must stand above. */
export function useAccountActs(): Acts {
  const acts = use(Context);
  if (acts === null) throw new PeersealError("internal", "There are no AccountActs above.");
  return acts;
}

/** Shows the sheet of an account's act above its children: one that begins here, or one of a link. */
export function AccountActs(props: {
  readonly by: GovernedBy;
  readonly governance: Governance;
  readonly children: ReactNode;
}) {
  const { by, governance, children } = props;
  const { connection } = by;
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const open = useCallback((text: string) => setWanted({ id: text, make: async () => readAct(text) }), []);
  const begin: Acts["begin"] = (own, make, deadline) => {
    const account = { chainId: connection.chainId, address: own.address };
    setWanted({
      id: crypto.randomUUID(),
      make: async () => {
        const [call, nonce] = await Promise.all([make(), readAccountNonce(connection, account)]);
        return { account, call, nonce, deadline, parts: [] };
      },
    });
  };
  useEffect(() => {
    const look = () => {
      const [, text] = FRAGMENT.exec(location.hash) ?? [];
      if (text !== undefined) open(text);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [open]);
  const close = () => {
    // Whoever reloads the page is not asked again.
    if (FRAGMENT.test(location.hash)) history.replaceState(history.state, "", location.pathname + location.search);
    setWanted(null);
  };
  return (
    <Context value={{ begin, open }}>
      {children}
      {wanted === null ? null : (
        <AccountSheet key={wanted.id} wanted={wanted} by={by} governance={governance} onDone={close} />
      )}
    </Context>
  );
}
