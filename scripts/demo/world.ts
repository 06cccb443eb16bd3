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
  encodeActions,
  type Hex,
  importPasskey,
  type NetworkConnection,
  parseDocument,
  passkeySigner,
  type RubricId,
  type Sender,
  type SignedAction,
  sendAction,
  sendCall,
  sha256,
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
  /** The members' governor. */
  readonly governor: Address;
  /** The baseline rubric as it is listed. */
  readonly rubric: RubricId;
  readonly calendar: Calendar;
  readonly shelf: Shelf;
  /** Signs and records. */
  readonly act: <N extends ActionName>(signer: ActionSigner, name: N, message: ActionMessage<N>) => Promise<void>;
  /** Signs, for another one to send. */
  readonly sign: <N extends ActionName>(
    signer: ActionSigner,
    name: N,
    message: ActionMessage<N>,
  ) => Promise<SignedAction>;
  /** Records acts of one kind in one transaction. */
  readonly sendAll: (signed: readonly SignedAction[]) => Promise<void>;
  /** Records what anyone may. */
  readonly send: (call: Call) => Promise<void>;
  /** Sends from the account of the member that makes proposals. */
  readonly sendAsProposer: (call: Call) => Promise<void>;
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
  readonly proposer: Sender;
  /** Unix seconds. */
  readonly now: () => number;
};

/** The ways to act on a network, paid by the sender. */
export function acting({
  keys,
  connection,
  sender,
  proposer,
  now,
}: ActingDeps): Pick<World, "act" | "sign" | "sendAll" | "send" | "sendAsProposer" | "officer" | "issuer"> {
  const sign: World["sign"] = async (signer, name, message) =>
    // The compiler cannot see that an action of one name is one of all actions.
    (await signAction(signer, connection, name, message, { deadline: now() + WEEK })) as SignedAction;
  return {
    sign,
    act: async (signer, name, message) => {
      await sendAction(sender, connection, await sign(signer, name, message));
    },
    sendAll: async (signed) => {
      await sendCall(sender, encodeActions(connection, signed));
    },
    send: async (call) => {
      await sendCall(sender, call);
    },
    sendAsProposer: async (call) => {
      await sendCall(proposer, call);
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

/** Digest of a short text that stands for a document. */
export function textDigest(text: string): Hex {
  return sha256(new TextEncoder().encode(text));
}

/** The salt of a seat's seal, kept until it is revealed. */
export function sealSalt(keys: DemoKeys, round: string, place: number): Hex {
  return `0x${Buffer.from(keys.bytes(`seal:${round}:${place}`, 32)).toString("hex")}`;
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
