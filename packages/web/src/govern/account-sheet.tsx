import type { Governance } from "@peerseal/sdk";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useText } from "../language/language.js";
import { SheetDialog } from "../sign/sheet-dialog.js";
import { TEXT as SIGN_TEXT } from "../sign/text.js";
import type { AccountAct } from "./account-act.js";
import type { Wanted } from "./account-acts.js";
import { SignedBy } from "./account-signing.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import { examine } from "./examine.js";
import type { GovernedBy } from "./governing.js";
import { useSheetSays } from "./sheet-says.js";
import { useMemberOfAccount, useVotingAccounts } from "./voters.js";

type Props = {
  readonly wanted: Wanted;
  readonly by: GovernedBy;
  readonly governance: Governance;
  readonly onDone: () => void;
};

/** The sheet on which the passkeys of an institution sign, one after the other, and from which it is sent. */
export function AccountSheet(props: Props) {
  const { onDone } = props;
  const text = useText(ACCOUNT_TEXT);
  return (
    <SheetDialog title={text("title")} onCancel={onDone}>
      <Sheet {...props} />
    </SheetDialog>
  );
}

function Sheet({ wanted, by, governance, onDone }: Props) {
  const text = useText(ACCOUNT_TEXT);
  const voting = useVotingAccounts();
  const memberOf = useMemberOfAccount();
  const says = useSheetSays(by, governance);
  // What is signed stays what it was examined as, whatever the chain does meanwhile: the contract checks again.
  const { data } = useSuspenseQuery({
    queryKey: ["account-act", wanted.id],
    queryFn: async () => {
      const act = await wanted.make();
      if (act === null) return "noAct";
      const isVoter = (account: string) => voting.some(({ address }) => address === account);
      return examine(act, by, governance, { isVoter, now: Math.floor(Date.now() / 1000) });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (typeof data === "string") {
    return (
      <>
        <p role="alert">{text(data)}</p>
        <Closing onDone={onDone} />
      </>
    );
  }
  const name = memberOf(data.act.account.address)?.name ?? data.act.account.address;
  return (
    <>
      <Says>{says(name, data)}</Says>
      <Technical act={data.act} />
      <SignedBy examined={data} by={by} name={name} onDone={onDone} />
    </>
  );
}

function Says({ children }: { readonly children: readonly string[] }) {
  const text = useText(ACCOUNT_TEXT);
  return (
    <>
      <p>{text("says")}:</p>
      <ul>
        {children.map((sentence, i) => (
          // Sentences of an act never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={i}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** What the passkeys sign, as `Execute` of the account. */
function Technical({ act: { account, call, nonce, deadline } }: { readonly act: AccountAct }) {
  const text = useText(SIGN_TEXT);
  const signed = {
    account: account.address,
    target: call.to,
    value: "0",
    data: call.data,
    nonce: String(nonce),
    deadline,
  };
  return (
    <details>
      <summary>{text("technical")}</summary>
      <pre>{JSON.stringify(signed, null, 2)}</pre>
    </details>
  );
}

function Closing({ onDone }: { readonly onDone: () => void }): ReactNode {
  const text = useText(ACCOUNT_TEXT);
  return (
    <button type="button" onClick={onDone}>
      {text("close")}
    </button>
  );
}
