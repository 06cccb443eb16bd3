import type { NetworkConnection } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import type { Tables } from "../../store/tables.js";

/** What a check found: its code, where, what stands against what, and what to do. */
export type Finding = {
  readonly code: FindingCode;
  readonly where: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fix: string;
};

export type FsckDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  /** One batch and its order; absent: all that is there. */
  readonly only?: { readonly institution: number; readonly number: number };
};

/** Everything that can be found, with its fix. */
export const FIXES = {
  "root-differs":
    "A digest or the root was changed in the database. Restore the batch's rows from a backup; the chain holds the right root.",
  "size-differs": "A credential's row was added or removed after the seal. Restore the batch's rows from a backup.",
  "count-differs": "Set `credentials` of the batch to the number of its rows; nothing else depends on it.",
  "subtrees-differ": "Delete the batch's row of `batch_subtrees`: it is made anew from the digests.",
  "leaf-beyond": "A credential's row lies outside its batch. Restore the batch's rows from a backup.",
  "proof-fails": "Delete the batch's row of `batch_subtrees`, then run fsck again; if it stays, restore from a backup.",
  "anchor-differs":
    "The chain holds another commitment under this number than was sealed here: the batch cannot be proven. Find out who holds the issuing key.",
  "anchor-missing":
    "The index names an anchor that the chain does not hold: check RPC_URL, then rebuild the index from the chain.",
  "anchor-unindexed": "The chain holds the anchor and the index does not: wait until it caught up, or rebuild it.",
  "index-differs": "The index holds another root or size than the chain: rebuild the index from the chain.",
  "status-differs": "The index holds other status bits than the chain: rebuild the index from the chain.",
  "relay-forged":
    "An order's bytes do not make its id: restore the row from a backup. Nothing of it is sent until then.",
  "raw-differs": "Signed bytes do not fit their row (hash, sender, nonce or call): restore the rows from a backup.",
  "nonce-twice": "Two orders hold one nonce of a sender: the one whose transaction the chain holds keeps it.",
  "nonce-missing":
    "A signed order has no row that keeps its nonce: restore `sender_nonces` and `transactions` from a backup.",
  "recorded-missing":
    "An order is called final, and the chain does not know its transaction: check RPC_URL and the chain.",
} as const;
export type FindingCode = keyof typeof FIXES;

export function finding(code: FindingCode, where: string, details: Finding["details"] = {}): Finding {
  return { code, where, details, fix: FIXES[code] };
}
