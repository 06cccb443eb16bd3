import type { Hex, wire } from "@peerseal/sdk";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

export type RelayState = "accepted" | "signed" | "broadcast" | "mined" | "failed";
export type BatchState = "open" | "closing" | "sealed";
export type RelayFailure = { readonly code: string; readonly message: string; readonly details: object };

export type RelayingTables = {
  /** Times are Unix seconds. `id`: SHA-256 of target and calldata, so that the same act is relayed once. */
  relays: {
    position: ColumnType<number, never, never>;
    id: Hex;
    action: string;
    message: JSONColumnType<object>;
    target: Hex;
    calldata: Hex;
    /** ERC-7913 bytes of who signed the act; null: anyone may do it. */
    signer: Hex | null;
    state: RelayState;
    sender: Hex | null;
    nonce: number | null;
    raw: Hex | null;
    hash: Hex | null;
    attempts: Generated<number>;
    /** Not to be tried before, Unix seconds. */
    retryAt: Generated<number>;
    /** The block that recorded it, or in which it failed. */
    minedBlock: number | null;
    /** Whether that block is final; until then the order may come back. */
    isFinal: Generated<boolean>;
    failure: JSONColumnType<RelayFailure> | null;
    acceptedAt: number;
    signedAt: number | null;
    broadcastAt: number | null;
    minedAt: number | null;
    /** When its block was known to be final. */
    finalAt: number | null;
    failedAt: number | null;
  };
  /** Which registry signs with a sender's key now. `token` grows with each change of hands. */
  senderLeases: {
    chainId: number;
    sender: Hex;
    holder: string;
    token: number;
    untilAt: Date;
  };
  /** The order that a nonce belongs to, for ever. */
  senderNonces: { chainId: number; sender: Hex; nonce: number; relay: Hex };
  /** Every transaction that was ever signed. Fees in wei, decimal. */
  transactions: {
    position: ColumnType<number, never, never>;
    chainId: number;
    sender: Hex;
    nonce: number;
    relay: Hex;
    hash: Hex;
    raw: Hex;
    gasLimit: string;
    maxFeePerGas: string;
    maxPriorityFeePerGas: string;
    token: number;
    signedAt: number;
    broadcastAt: number | null;
    /** `outbid`: another one of its nonce offers more; `void`: somebody else's transaction spent the nonce. */
    outcome: Generated<"open" | "mined" | "outbid" | "void">;
  };
  batches: {
    position: ColumnType<number, never, never>;
    institution: number;
    number: number;
    courseVersion: Hex;
    capacity: number;
    state: BatchState;
    root: Hex | null;
    size: number | null;
    /** How many were put. */
    credentials: Generated<number>;
    relay: Hex | null;
    openedAt: number;
    closingAt: number | null;
    sealedAt: number | null;
    /** Opened by the registry, for whatever comes; places are given out before anything is signed. */
    rolling: Generated<boolean>;
    /** Whether it still gives out places; one at a time does for a course version of an institution. */
    filling: Generated<boolean>;
    /** How many places were given out: the first so many of the order that `drawSeed` makes. */
    allocated: Generated<number>;
    /** 32 bytes in hex from which the order of places is drawn; null: not rolling, or sealed. */
    drawSeed: string | null;
    /** When a rolling batch is sealed at the latest, Unix seconds. */
    sealAt: number | null;
    /** Until then sealing waits for places that were given out and not filled, Unix seconds. */
    reservedUntil: Generated<number>;
  };
  /** Roots of a sealed batch's subtrees of 256 places, one after another. */
  batchSubtrees: { institution: number; number: number; roots: Buffer };
  /** `credential`: null once delivered, or never given. */
  batchCredentials: {
    institution: number;
    number: number;
    index: number;
    digest: Hex;
    credential: string | null;
    putAt: number;
  };
  /** Why a batch was issued although no decision stood; `quality`: the state of its version then. */
  batchOverrides: {
    institution: number;
    number: number;
    reason: string;
    quality: wire.Quality["state"];
    principalKind: "key" | "person";
    principal: string;
    /** Unix seconds. */
    at: number;
  };
  /** `institution`, `number`: the batch of the new credentials; `replaced...`: what it takes the place of. */
  corrections: {
    institution: number;
    number: number;
    replacedNumber: number;
    replacedIndexes: number[];
  };
};
