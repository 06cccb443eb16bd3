import type { Hex } from "@peerseal/sdk";
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
    /** Hashes of transactions that this one took the place of; any of them may still be the one that counts. */
    earlierHashes: JSONColumnType<readonly Hex[], string | undefined, string>;
    attempts: Generated<number>;
    /** Not to be tried before, Unix seconds. */
    retryAt: Generated<number>;
    minedBlock: number | null;
    /** Whether the block of a mined one is final; until then it may come back. */
    isFinal: Generated<boolean>;
    failure: JSONColumnType<RelayFailure> | null;
    acceptedAt: number;
    signedAt: number | null;
    broadcastAt: number | null;
    minedAt: number | null;
    failedAt: number | null;
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
  };
  /** `proof`: the hashes one after another, without prefixes; null until sealed. `credential`: null once delivered. */
  batchCredentials: {
    institution: number;
    number: number;
    index: number;
    digest: Hex;
    proof: string | null;
    credential: string | null;
    putAt: number;
  };
  /** `institution`, `number`: the batch of the new credentials; `replaced...`: what it takes the place of. */
  corrections: {
    institution: number;
    number: number;
    replacedNumber: number;
    replacedIndexes: number[];
  };
};
