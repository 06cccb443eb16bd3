import {
  ACTIONS,
  type ActionMessage,
  type ActionSigner,
  type Client,
  PeersealError,
  readNonce,
  type SignedAction,
  signAction,
  signerId,
  type wire,
} from "@peerseal/sdk";
import { writing } from "../registry/registry.js";
import type { Act } from "./acting.js";
import type { SigningPlace } from "./connection.js";
import type { SignerChoice } from "./signer-choices.js";

/** How far an act has come. `signed`: there is a signature, which is sent as it is from then on. */
export type Step = { readonly signed?: SignedAction | undefined } & (
  | { readonly at: "choosing" | "signing" | "declined" | "sending" | "waiting" }
  | { readonly at: "recorded"; readonly relay: wire.Relay }
  | { readonly at: "failed"; readonly error: unknown }
);

/** One act on its way. */
export type Signing = {
  /** Signs, unless that is done, sends and waits; again after a failure. Never throws: the steps tell. */
  readonly go: (choice: SignerChoice) => Promise<void>;
};

/** How long a signature may wait to be recorded: a busy chain, a lost connection, a closed laptop. */
const DEADLINE_SECONDS = 86_400;
/** What wallets (EIP-1193, ethers) and authenticators (WebAuthn) call a person's no. */
const DECLINED: ReadonlySet<unknown> = new Set([4001, "ACTION_REJECTED", "NotAllowedError", "AbortError"]);

/** Begins an act: what was signed is kept, and each sending of it is the same request. */
export function startSigning(act: Act, place: SigningPlace, tell: (step: Step) => void): Signing {
  let signed: SignedAction | undefined;
  let client: Client | undefined;
  return {
    go: async (choice) => {
      try {
        if (signed === undefined) {
          tell({ at: "signing" });
          signed = await signWith(await choice.open(), act, place);
          client = writing();
          await act.onSigned?.(signed);
        }
        tell({ at: "sending", signed });
        const registry = client ?? writing();
        const relay = await registry.actions.send(signed, act.document);
        tell({ at: "waiting", signed });
        tell({ at: "recorded", signed, relay: await registry.actions.recorded(relay) });
      } catch (error) {
        if (signed === undefined && isDeclined(error)) return tell({ at: "declined" });
        // Where nothing answered, the same bytes are sent again; whatever was refused is refused again.
        if (!(error instanceof PeersealError && error.retryable)) signed = undefined;
        tell({ at: "failed", error, signed });
      }
    },
  };
}

async function signWith(signer: ActionSigner, act: Act, { connection }: SigningPlace): Promise<SignedAction> {
  if (act.signer !== undefined && signer.bytes !== act.signer) {
    throw new PeersealError("signer-malformed", `This needs the signer ${act.signer}; chosen is ${signer.bytes}.`);
  }
  const deadline = Math.floor(Date.now() / 1000) + DEADLINE_SECONDS;
  return signAction(signer, connection, act.action, await messageFor(signer, act, connection), { deadline });
}

/** The act's message, with the next nonce of whoever was chosen to sign where it asks for that. */
async function messageFor(
  signer: ActionSigner,
  { action, message, nonce }: Act,
  connection: SigningPlace["connection"],
) {
  if (nonce === undefined) return message;
  const next = await readNonce(connection, ACTIONS[action].contract, signerId(signer.bytes));
  // The same message with another value of the same type.
  return { ...message, nonce: String(next) } as ActionMessage;
}

/** Whether a person said no to a wallet or an authenticator: nothing went wrong then. */
export function isDeclined(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return DECLINED.has(error.name) || ("code" in error && DECLINED.has(error.code));
}
