import type { Hex } from "@peerseal/sdk";
import type { Generated } from "kysely";
import type { ChainRow } from "./chain-row.js";

export type NetworkTables = {
  network: {
    id: 1;
    network: string;
    chainId: number;
    genesis: Hex;
    directory: Hex;
    firstBlock: number;
  };
  blocks: { number: number; hash: Hex; parentHash: Hex; at: number };
  chainCursor: { id: 1; number: number; hash: Hex; finalNumber: number; finalHash: Hex };
  /** What was noted of the network's contracts at the first start. */
  networkContracts: { name: string; address: Hex; codeSha256: string; notedAt: Generated<number> };
  lenses: ChainRow & { lens: Hex };
  policyListings: ChainRow & { policy: Hex; listed: boolean };
  rubricListings: ChainRow & { rubric: Hex; listed: boolean };
  /** View. */
  policiesNow: { policy: Hex; listed: boolean; at: number; position: number };
  /** View. */
  rubricsListedNow: { rubric: Hex; listed: boolean; at: number; position: number };
};
