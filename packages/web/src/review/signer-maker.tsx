import type { Hex } from "@peerseal/sdk";
import { useState } from "react";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { useSigningPlace } from "../sign/connection.js";
import { createPasskey, signerOfPasskey } from "../sign/passkeys.js";
import { isDeclined } from "../sign/signing.js";
import { openAccount, useWallets, type Wallet } from "../sign/wallets.js";
import { TEXT } from "./offer-text.js";

/** Lets a reviewer make the signer of a seat: a passkey of its own, or an account of a wallet. */
export function SignerMaker(props: { readonly label: string; readonly onMade: (signer: Hex) => void }) {
  const text = useText(TEXT);
  const { verifier, connection } = useSigningPlace();
  const wallets = useWallets();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (signerOf: () => Promise<Hex>) => {
    setBusy(true);
    setError(null);
    try {
      props.onMade(await signerOf());
    } catch (thrown) {
      if (!isDeclined(thrown)) setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const withPasskey = () =>
    make(async () => signerOfPasskey(verifier, await createPasskey(props.label.slice(0, 60))).bytes);
  const withWallet = (wallet: Wallet) => make(async () => (await openAccount(wallet, connection.chainId)).signer.bytes);
  const isNamed = !/^[\d.]+$|^\[/.test(location.hostname);
  return (
    <section>
      <h2>{text("signerTitle")}</h2>
      <p>{text("signerText")}</p>
      <div className="card">
        <button type="button" disabled={isBusy || !isNamed} onClick={() => void withPasskey()}>
          {text("passkey")}
        </button>
        <p className="hint">
          {isNamed ? text("passkeyHint") : text("passkeyUnavailable", { example: `http://localhost:${location.port}` })}
        </p>
      </div>
      <div className="card">
        {wallets.length === 0 ? <p className="dim">{text("noWallet")}</p> : null}
        <div className="row">
          {wallets.map((wallet) => (
            <button
              key={wallet.uuid}
              type="button"
              className="second"
              disabled={isBusy}
              onClick={() => void withWallet(wallet)}
            >
              {text("wallet", { name: wallet.name })}
            </button>
          ))}
        </div>
        <p className="hint">{text("walletHint")}</p>
      </div>
      {error === null ? null : <Fault error={error} />}
    </section>
  );
}
