import { createECDH } from "node:crypto";
import type { Address } from "@peerseal/sdk";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  type Call,
  canonical,
  type Digest,
  type Document,
  digestOf,
  importPasskey,
  type NetworkConnection,
  parseDocument,
  passkeySigner,
  type RubricId,
  type Sender,
  type SignedAction,
  sendAction,
  sendCall,
  signAction,
} from "@peerseal/sdk";
import type { Calendar } from "./calendar.ts";
import type { DemoKeys } from "./keys.ts";

const WEEK = 7 * 86_400;
/** The origin that the demo's software passkeys name. */
const ORIGIN = "https://reviews.peerseal.example";

/** Documents by digest, in the bytes that were hashed. */
export type Shelf = {
  /** @throws PeersealError `document-invalid`: demo data is checked as any other. */
  readonly put: (document: Document) => Digest;
  readonly canonical: () => readonly string[];
};

/** What the demo's people act with: keys, a network, and a time that has been set. */
export type World = {
  readonly keys: DemoKeys;
  readonly connection: NetworkConnection;
  readonly policy: Address;
  readonly verifier: Address;
  /** The baseline rubric as it is listed. */
  readonly rubric: RubricId;
  readonly calendar: Calendar;
  readonly shelf: Shelf;
  /** Signs and records. */
  readonly act: <N extends ActionName>(signer: ActionSigner, name: N, message: ActionMessage<N>) => Promise<void>;
  /** Records what anyone may. */
  readonly send: (call: Call) => Promise<void>;
  readonly officer: (institution: number) => ActionSigner;
  readonly issuer: (institution: number) => ActionSigner;
};

export function openShelf(): Shelf {
  const documents = new Map<Digest, string>();
  return {
    put: (document) => {
      parseDocument(document);
      const digest = digestOf(document);
      documents.set(digest, canonical(document));
      return digest;
    },
    canonical: () => [...documents.values()],
  };
}

export type ActingDeps = {
  readonly keys: DemoKeys;
  readonly connection: NetworkConnection;
  readonly sender: Sender;
  /** Unix seconds. */
  readonly now: () => number;
};

/** The ways to act on a network, paid by the sender. */
export function acting({
  keys,
  connection,
  sender,
  now,
}: ActingDeps): Pick<World, "act" | "send" | "officer" | "issuer"> {
  return {
    act: async (signer, name, message) => {
      const signed = await signAction(signer, connection, name, message, { deadline: now() + WEEK });
      // The compiler cannot see that an action of one name is one of all actions.
      await sendAction(sender, connection, signed as SignedAction);
    },
    send: async (call) => {
      await sendCall(sender, call);
    },
    officer: (institution) => accountSigner(keys.officer(institution)),
    issuer: (institution) => accountSigner(keys.issuer(institution)),
  };
}

/** The signer of a seat, for its round only. Learners sign with passkeys, the others with accounts. */
export async function seatSigner(
  keys: DemoKeys,
  seat: { readonly round: string; readonly place: number; readonly role: string; readonly verifier: Address },
): Promise<ActionSigner> {
  const { wallet, passkeySeed } = keys.seat(`${seat.round}:${seat.place}`);
  if (seat.role !== "learner") return accountSigner(wallet);
  return passkeySigner(seat.verifier, await importPasskey(jwkOf(passkeySeed), { origin: ORIGIN }));
}

function jwkOf(secret: Uint8Array) {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  return {
    kty: "EC",
    crv: "P-256",
    x: text(point.subarray(1, 33)),
    y: text(point.subarray(33, 65)),
    d: text(secret),
  };
}
