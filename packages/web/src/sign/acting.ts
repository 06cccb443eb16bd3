import {
  type ActionMessage,
  type ActionName,
  type Hex,
  type JsonObject,
  PeersealError,
  type SignedAction,
  type wire,
} from "@peerseal/sdk";
import { createContext, type ReactNode, use } from "react";

/** An act that a person is asked to sign. */
export type Act<N extends ActionName = ActionName> = {
  readonly action: N;
  readonly message: ActionMessage<N>;
  /** The message's `nonce` is set to the next one of whoever signs; absent: it is signed as it is. */
  readonly nonce?: "next";
  /** What it is, in a few words. */
  readonly title: string;
  /** What the person says by signing, one plain sentence each. */
  readonly says: readonly ReactNode[];
  /** Published with it, where the act names its digest. */
  readonly document?: JsonObject;
  /** ERC-7913 bytes of the only signer that may sign; absent: the person chooses. */
  readonly signer?: Hex;
  /** Told of the signature before it is sent, so that it can be kept: whatever happens then, the same bytes can be sent again. */
  readonly onSigned?: (signed: SignedAction) => Promise<unknown>;
};

/** Signs and records an act; null: the person closed the sheet before signing. */
export type Acting = <N extends ActionName>(act: Act<N>) => Promise<wire.Relay | null>;

export const ActingContext = createContext<Acting | null>(null);

/**
 * Shows the sign sheet for an act, sends what was signed to the registry, and waits until the chain has recorded it. A
 * `SigningProvider` must stand above.
 */
export function useAct(): Acting {
  const acting = use(ActingContext);
  if (acting === null) throw new PeersealError("internal", "There is no SigningProvider above.");
  return acting;
}
