import { type Hex, parseAddress, type wire } from "@peerseal/sdk";
import { useState } from "react";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { findPasskey, storedPasskeys } from "../sign/passkeys.js";
import { isDeclined } from "../sign/signing.js";
import { openAccount, useWallets, type Wallet } from "../sign/wallets.js";
import { NO_ANSWERS } from "./conflicts.js";
import { useCourseName } from "./course-title.js";
import { type RoundView, useChainId, useRefresh } from "./data.js";
import { keepStatement } from "./offers.js";
import { TEXT } from "./seat-text.js";

const ACCOUNT_HEX = 42;

/** The public key in a passkey's signer bytes; null: the signer is an account. */
function publicKeyOf(signer: Hex): Hex | null {
  return signer.length === ACCOUNT_HEX ? null : `0x${signer.slice(ACCOUNT_HEX)}`;
}

/** Whether this browser made, or was shown, the passkey that a signer is. */
export function holdsPasskeyOf(signer: Hex): boolean {
  const key = publicKeyOf(signer);
  return key !== null && storedPasskeys().some(({ publicKey }) => publicKey === key);
}

/** Lets the holder of a seat show that it is theirs, in a browser that does not know it yet. */
export function ClaimSeat({ view, seat }: { readonly view: RoundView; readonly seat: wire.Seat }) {
  const text = useText(TEXT);
  const refresh = useRefresh();
  const course = useCourseName(view);
  const wallets = useWallets();
  const chainId = useChainId();
  const [told, setTold] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const key = publicKeyOf(seat.signer);

  const claim = async (prove: () => Promise<string | null>) => {
    setTold(null);
    setError(null);
    try {
      const fault = await prove();
      if (fault !== null) return setTold(fault);
      await keepStatement({ round: view.round.id, signer: seat.signer, conflicts: NO_ANSWERS });
      await refresh();
    } catch (thrown) {
      if (!isDeclined(thrown)) setError(thrown);
    }
  };
  const byPasskey = (publicKey: Hex) =>
    claim(async () => {
      const found = await findPasskey([publicKey], text("label", { course }).slice(0, 60));
      return found === null ? text("notYours") : null;
    });
  const byWallet = (wallet: Wallet) =>
    claim(async () => {
      const { address } = await openAccount(wallet, chainId, parseAddress(seat.signer));
      return address === seat.signer ? null : text("otherAccount", { actual: address, expected: seat.signer });
    });
  return (
    <section>
      <h2>{text("claimTitle")}</h2>
      <p>{text("claimText")}</p>
      <div className="row">
        {key === null ? (
          wallets.map((wallet) => (
            <button key={wallet.uuid} type="button" onClick={() => void byWallet(wallet)}>
              {text("claimWallet", { name: wallet.name })}
            </button>
          ))
        ) : (
          <button type="button" onClick={() => void byPasskey(key)}>
            {text("claimPasskey")}
          </button>
        )}
      </div>
      {key === null && wallets.length === 0 ? <p>{text("claimNoWallet", { account: seat.signer })}</p> : null}
      <p role="alert">{told}</p>
      {error === null ? null : <Fault error={error} />}
    </section>
  );
}
