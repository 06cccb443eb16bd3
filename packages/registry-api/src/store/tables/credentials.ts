import type { Hex, StatusAction } from "@peerseal/sdk";
import type { ChainRow } from "./chain-row.js";

export type CredentialTables = {
  /** `number`: decimal, up to 2^64 - 1. */
  chainAnchors: ChainRow & {
    institution: number;
    number: string;
    root: Hex;
    size: number;
    courseVersion: Hex;
    key: Hex;
  };
  /** One row for each word that a status change touched; `mask` decimal. */
  statusChanges: ChainRow & {
    ordinal: number;
    institution: number;
    number: string;
    action: StatusAction;
    word: number;
    mask: string;
  };
};
