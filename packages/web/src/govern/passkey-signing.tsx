import { type Hex, isPartOf, type PartSignature, signPart } from "@peerseal/sdk";
import { useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { useSigningPlace } from "../sign/connection.js";
import { findPasskey, type StoredPasskey, signerOfPasskey, storedPasskeys } from "../sign/passkeys.js";
import { isDeclined } from "../sign/signing.js";
import type { AccountAct } from "./account-act.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import type { GovernedBy } from "./governing.js";

/** Bytes of the verifier before a passkey's own, as hex with its prefix. */
const VERIFIER_LENGTH = 42;

type State =
  | { readonly at: "idle" | "signing" | "declined" | "notFound" | "wrongPart" }
  | { readonly at: "failed"; readonly error: unknown };

/** Signs an act by a passkey of the account that this browser has, and that has not signed it yet. */
export function PasskeySigning(props: {
  readonly act: AccountAct;
  readonly signers: readonly Hex[];
  readonly by: GovernedBy;
  readonly onSigned: (part: PartSignature) => void;
}) {
  const { act, signers, by, onSigned } = props;
  const text = useText(ACCOUNT_TEXT);
  const announce = useAnnounce();
  const { verifier } = useSigningPlace();
  const [state, setState] = useState<State>({ at: "idle" });
  const [known, setKnown] = useState(storedPasskeys);
  const open = signers.filter((signer) => act.parts.every((part) => part.signer !== signer));
  const mine = known.filter((one) => open.includes(signerOfPasskey(verifier, one).bytes));
  const isBusy = state.at === "signing";

  /** Does something with a passkey, and tells how it went. */
  const go = async (what: () => Promise<State["at"] & ("idle" | "notFound" | "wrongPart")>) => {
    setState({ at: "signing" });
    try {
      setState({ at: await what() });
    } catch (error) {
      setState(isDeclined(error) ? { at: "declined" } : { at: "failed", error });
    }
  };
  const sign = (passkey: StoredPasskey) =>
    go(async () => {
      const part = await signPart(act, signerOfPasskey(verifier, passkey));
      // The next signer, and who pays, must not find out only then.
      if (!(await isPartOf(by.connection, act, part))) return "wrongPart";
      onSigned(part);
      announce(text("signedNow"));
      return "idle";
    });
  const find = () =>
    go(async () => {
      const keys = open.map((signer): Hex => `0x${signer.slice(VERIFIER_LENGTH)}`);
      const found = await findPasskey(keys, text("label"));
      setKnown(storedPasskeys());
      return found === null ? "notFound" : "idle";
    });
  // Passkeys belong to a name, never to a number.
  if (/^[\d.]+$|^\[/.test(location.hostname)) {
    return <p role="alert">{text("unnamed", { example: `http://localhost:${location.port}` })}</p>;
  }
  return (
    <>
      {mine.length === 0 ? <p>{text("noPasskey")}</p> : null}
      <div className="row">
        {mine.map((passkey) => (
          <button key={passkey.id} type="button" disabled={isBusy} onClick={() => void sign(passkey)}>
            {text("sign", { label: passkey.label })}
          </button>
        ))}
        {mine.length === 0 ? (
          <button
            type="button"
            className={act.parts.length === 0 ? "" : "second"}
            disabled={isBusy}
            onClick={() => void find()}
          >
            {text("find")}
          </button>
        ) : null}
      </div>
      <p role="status">{state.at === "idle" || state.at === "failed" ? null : text(state.at)}</p>
      {state.at === "failed" ? <Fault error={state.error} /> : null}
    </>
  );
}
