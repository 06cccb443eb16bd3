import type { NetworkConnection } from "@peerseal/sdk";
import type { TransactionLike } from "ethers";
import type { Kysely } from "kysely";
import type { Fence } from "../store/leases.js";
import type { Tables } from "../store/tables.js";
import type { Chain } from "./chain.js";
import type { FeeLimits } from "./fees.js";
import type { Leases } from "./lease.js";

/**
 * Moments between two writes, at which a crash, or an error thrown there, must do no harm.
 *
 * Intake: `slots-chosen` before places that are given out are committed, `slots-reserved` after that; `intake-chosen`
 * before credentials are committed, `intake-stored` after that and before they are answered for.
 * Batches: `rolling-due` before a rolling batch closes, `rolling-closed` after; `seal-built` before a seal is stored,
 * `seal-stored` after; `bodies-due` before old texts are deleted.
 * The sender: `lease-taken` after a registry became the one that signs; `chain-checked` before a burst of signatures.
 * Orders: `relay-chosen` before the signed bytes are stored, `relay-signed` after that and before they are sent,
 * `relay-sent` before that is noted, `relay-mined` before the block is noted, `relay-final` before its finality is;
 * `bump-chosen` before a dearer transaction of the same nonce is stored, `bump-signed` after that and before it is sent;
 * `relay-dropped` before what a reorganisation took away is to be sent again.
 */
export const MOMENTS = [
  "slots-chosen",
  "slots-reserved",
  "intake-chosen",
  "intake-stored",
  "rolling-due",
  "rolling-closed",
  "seal-built",
  "seal-stored",
  "bodies-due",
  "lease-taken",
  "chain-checked",
  "relay-chosen",
  "relay-signed",
  "relay-sent",
  "relay-mined",
  "relay-final",
  "relay-dropped",
  "bump-chosen",
  "bump-signed",
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Signs transactions of one account: a wallet of ethers, or a remote signer. */
export type TransactionSigner = {
  readonly address: string;
  /** @returns the signed transaction as it is sent, in hex. */
  readonly signTransaction: (request: TransactionLike) => Promise<string>;
};

/** What everything that moves orders to the chain works with. */
export type RelayerDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly chain: Chain;
  readonly relayer: TransactionSigner;
  readonly leases: Leases;
  readonly limits: FeeLimits;
  /** @throws PeersealError `chain-wrong`, `network-missing`, `chain-unreachable` */
  readonly requireOurChain: () => Promise<void>;
  /** Unix seconds. */
  readonly now: () => number;
  /** Told when a moment is reached, and waited for; tests end the process there, or let others act meanwhile. */
  readonly reached: (moment: Moment) => void | Promise<void>;
};

/** While the sender's lease is held: every mark holds only as long as the fence does. */
export type SendingDeps = RelayerDeps & { readonly fence: Fence };
