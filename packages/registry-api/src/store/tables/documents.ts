import type { Hex } from "@peerseal/sdk";
import type { ColumnType, Generated } from "kysely";

export const DOCUMENT_STATES = ["published", "withheld", "redacted"] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export type DocumentTables = {
  documents: {
    digest: Hex;
    schema: string;
    canonical: string;
    state: ColumnType<DocumentState, DocumentState | undefined, DocumentState>;
    receivedAt: Generated<number>;
  };
};
