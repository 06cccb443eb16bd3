import type { NetworkConnection } from "@peerseal/sdk";
import type { Wallet } from "ethers";
import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.js";
import type { Chain } from "./chain.js";

/**
 * Moments between two writes, at which a crash must do no harm: `seal-built` before a seal is stored, `relay-chosen`
 * before the signed bytes are stored, `relay-signed` after that and before they are sent, `relay-sent` before that is
 * noted, `relay-mined` before the block is noted.
 */
export const MOMENTS = ["seal-built", "relay-chosen", "relay-signed", "relay-sent", "relay-mined"] as const;
export type Moment = (typeof MOMENTS)[number];

/** What everything that moves orders to the chain works with. */
export type RelayerDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly chain: Chain;
  readonly relayer: Wallet;
  /** Unix seconds. */
  readonly now: () => number;
  /** Told when a moment is reached, and waited for; tests end the process there, or let others act meanwhile. */
  readonly reached: (moment: Moment) => void | Promise<void>;
};
