import type { Hex } from "@peerseal/sdk";

export type OperationsTables = {
  /** `hash`: of a final transaction of ours; `feeWei`: decimal. Times are Unix seconds. */
  relayFees: { hash: Hex; feeWei: string; notedAt: number };
};
