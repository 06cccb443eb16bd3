import type { Hex } from "@peerseal/sdk";
import type { Db } from "./database.js";
import type { DocumentState } from "./tables/documents.js";

/** A document in the bytes that were hashed: SHA-256 of `canonical` is `digest`. */
export type StoredDocument = {
  readonly digest: Hex;
  readonly schema: string;
  readonly canonical: string;
  readonly state: DocumentState;
};

/** Keeps a document under its digest; one that is there already stays as it is, its state too. */
export async function putDocument(db: Db, document: Omit<StoredDocument, "state">): Promise<void> {
  await db
    .insertInto("documents")
    .values({ digest: document.digest, schema: document.schema, canonical: document.canonical })
    .onConflict((conflict) => conflict.column("digest").doNothing())
    .execute();
}

/** Null: never received. A withheld or redacted document is returned with its state; its text is not for showing. */
export async function findDocument(db: Db, digest: Hex): Promise<StoredDocument | null> {
  const row = await db
    .selectFrom("documents")
    .select(["digest", "schema", "canonical", "state"])
    .where("digest", "=", digest)
    .executeTakeFirst();
  return row ?? null;
}

/** What is held of a document beside its text. */
export async function documentFacts(db: Db, digest: Hex) {
  const row = await db
    .selectFrom("documents")
    .select(["digest", "schema", "state", "receivedAt"])
    .where("digest", "=", digest)
    .executeTakeFirst();
  return row ?? null;
}

/** Those of the documents that are there and published, by digest. */
export async function findPublished(db: Db, digests: readonly Hex[]): Promise<ReadonlyMap<Hex, StoredDocument>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom("documents")
    .select(["digest", "schema", "canonical", "state"])
    .where("digest", "in", [...new Set(digests)])
    .where("state", "=", "published")
    .execute();
  return new Map(rows.map((row) => [row.digest, row]));
}

/**
 * Shows a document, or keeps its text back. A redacted one is `withheld` for good: its text goes, its digest stays.
 *
 * @returns whether there is such a document that can come into this state.
 */
export async function setDocumentState(db: Db, digest: Hex, state: DocumentState): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("documents")
    .set({ state, ...(state === "redacted" ? { canonical: "" } : {}) })
    .where("digest", "=", digest)
    .where("state", "!=", "redacted")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
