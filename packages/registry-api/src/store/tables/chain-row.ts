import type { Hex } from "@peerseal/sdk";
import type { GeneratedAlways } from "kysely";

/** What every row made from a log carries. `at`: the block's time, Unix seconds. */
export type ChainRow = {
  blockNumber: number;
  blockHash: Hex;
  logIndex: number;
  transactionHash: Hex;
  at: number;
  /** `blockNumber * 2^20 + logIndex`: the order that the chain assigned. */
  position: GeneratedAlways<number>;
};
