import { wire } from "@peerseal/sdk";
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { type ReactNode, useState } from "react";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { useRead, writing } from "../registry/registry.js";
import { useSessionChanged } from "../registry/session.js";
import { signInMessage } from "./sign-in-message.js";
import { TEXT } from "./sign-in-text.js";
import "./sign.css";
import { isDeclined } from "./signing.js";
import { openAccount, useWallets, type Wallet } from "./wallets.js";

type State = { readonly at: "idle" | "busy" | "declined" } | { readonly at: "failed"; readonly error: unknown };

/** Every way to sign in that this registry and this browser have. */
export function Ways(props: { readonly invitation: string | null; readonly onSignedIn: () => void }) {
  const { invitation, onSignedIn } = props;
  const text = useText(TEXT);
  const ways = useRead(["access-ways"], (client) => client.access.ways());
  const changed = useSessionChanged();
  const [state, setState] = useState<State>({ at: "idle" });
  const go = async (signIn: () => Promise<unknown>) => {
    setState({ at: "busy" });
    try {
      await signIn();
      await changed();
      onSignedIn();
    } catch (error) {
      setState(isDeclined(error) ? { at: "declined" } : { at: "failed", error });
    }
  };
  const isBusy = state.at === "busy";
  return (
    <>
      <p>{text(invitation === null ? "notInvited" : "invited")}</p>
      <Passkeys isBusy={isBusy} isServed={ways.passkeys} invitation={invitation} go={go} />
      <Wallets isBusy={isBusy} chainId={ways.ethereum.chainId} invitation={invitation} go={go} />
      {ways.oidc === null ? null : (
        <section className="card">
          <h2>{text("oidcTitle")}</h2>
          <a className="button" href={withInvitation(ways.oidc.href, invitation)}>
            {text("oidc")}
          </a>
        </section>
      )}
      <p role="status">{state.at === "busy" ? text("busy") : state.at === "declined" ? text("declined") : null}</p>
      {state.at === "failed" ? <Fault error={state.error} /> : null}
    </>
  );
}

type WayProps = {
  readonly isBusy: boolean;
  readonly invitation: string | null;
  readonly go: (signIn: () => Promise<unknown>) => Promise<void>;
};

function Passkeys({ isBusy, isServed, invitation, go }: WayProps & { readonly isServed: boolean }) {
  const text = useText(TEXT);
  const signIn = () => go(signInByPasskey);
  const told = (words: ReactNode) => (
    <section className="card">
      <h2>{text("passkeyTitle")}</h2>
      <p>{words}</p>
    </section>
  );
  if (!isServed) return told(text("passkeyNamed", { example: `http://localhost:${location.port}` }));
  if (!browserSupportsWebAuthn()) return told(text("passkeyNone"));
  return (
    <section className="card">
      <h2>{text("passkeyTitle")}</h2>
      <div className="row">
        {invitation === null ? (
          <button type="button" disabled={isBusy} onClick={() => void signIn()}>
            {text("passkeySignIn")}
          </button>
        ) : (
          <>
            <button type="button" disabled={isBusy} onClick={() => void go(() => registerPasskey(invitation))}>
              {text("passkeyRegister")}
            </button>
            <button type="button" className="second" disabled={isBusy} onClick={() => void signIn()}>
              {text("passkeyAgain")}
            </button>
          </>
        )}
      </div>
      <p className="hint">{text("passkeyHint")}</p>
    </section>
  );
}

function Wallets({ isBusy, chainId, invitation, go }: WayProps & { readonly chainId: number }) {
  const text = useText(TEXT);
  const wallets = useWallets();
  return (
    <section className="card">
      <h2>{text("walletTitle")}</h2>
      {wallets.length === 0 ? <p className="dim">{text("walletNone")}</p> : null}
      <div className="row">
        {wallets.map((wallet) => (
          <button
            key={wallet.uuid}
            type="button"
            disabled={isBusy}
            onClick={() => void go(() => signInByWallet(wallet, chainId, invitation))}
          >
            {text("wallet", { name: wallet.name })}
          </button>
        ))}
      </div>
      <p className="hint">{text("walletHint")}</p>
    </section>
  );
}

async function signInByPasskey(): Promise<void> {
  // The registry's options are those of WebAuthn level 3 in JSON; the library checks them against the browser.
  const optionsJSON = (await writing().access.passkeys.challenge()) as unknown as AuthenticationOptions;
  const credential = await startAuthentication({ optionsJSON });
  await writing().access.passkeys.signIn(wire.PasskeySignIn.parse({ credential: plain(credential) }));
}

async function registerPasskey(invitation: string): Promise<void> {
  // As above.
  const optionsJSON = (await writing().access.passkeys.registration(invitation)) as unknown as RegistrationOptions;
  const credential = await startRegistration({ optionsJSON });
  await writing().access.passkeys.register(
    wire.PasskeyRegistration.parse({ invitation, credential: plain(credential) }),
  );
}

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type RegistrationOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];

/** As it travels in JSON: members without a value are left out. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function signInByWallet(wallet: Wallet, chainId: number, invitation: string | null): Promise<void> {
  const { address, signText } = await openAccount(wallet, chainId);
  const message = signInMessage(await writing().access.ethereum.challenge(), address);
  const signature = (await signText(message)).toLowerCase();
  await writing().access.ethereum.signIn({ message, signature, ...(invitation === null ? {} : { invitation }) });
}

/** The provider's page, with the invitation that is used when the person comes back. */
function withInvitation(href: string, invitation: string | null): string {
  if (invitation === null) return href;
  const url = new URL(href, location.origin);
  url.searchParams.set("invitation", invitation);
  return url.href;
}
