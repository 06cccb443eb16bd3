import type { wire } from "@peerseal/sdk";
import type { ColumnType } from "kysely";

export type SearchKind = wire.SearchKind;

export type SearchTables = {
  /** One row for each language that there is text in; `language` empty: none. `source`: digest of the document. */
  searchEntries: {
    kind: SearchKind;
    id: string;
    language: string;
    institution: number | null;
    title: string;
    body: string;
    source: string | null;
    tokens: string;
  };
  searchCursor: { id: 1; position: number };
  /** What is to be made anew; `kind` `document`: whatever takes text from it. */
  searchDirty: { sequence: ColumnType<number, never, never>; kind: string; id: string };
};
