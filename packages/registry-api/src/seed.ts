import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PeersealError, parseDocument, parseJson, sha256, wire } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { StartPart } from "./parts.js";
import { findBatch, openBatch, putCredentials, storeSeal } from "./store/batches.js";
import { putDocument } from "./store/documents.js";
import type { Tables } from "./store/tables.js";

const SeedBatch = z.strictObject({
  institution: wire.InstitutionId,
  number: wire.BatchNumber,
  courseVersion: wire.Hex32,
  capacity: z.int().min(1),
  root: wire.Hex32,
  size: z.int().min(1),
  sealedAt: wire.Seconds,
  entries: z.array(z.strictObject({ index: z.int().min(0), digest: wire.Hex32, proof: z.array(wire.Hex32) })).min(1),
});

/** Files of the folder: documents in canonical form, and sealed batches, one a line. */
const FILES = { documents: "documents.jsonl", batches: "batches.jsonl" } as const;

/**
 * The part that brings documents and sealed batches of a folder into the database, so that a network that was made
 * elsewhere is served whole. What is there already stays as it is: it runs at each start. A crash leaves whole
 * documents and whole batches, and the next start brings the rest.
 */
export function seedImport(folder: string): StartPart {
  return async ({ db, log }) => {
    const documents = await importDocuments(db, join(folder, FILES.documents));
    const batches = await importBatches(db, join(folder, FILES.batches));
    log.info({ event: "seed-imported", documents, batches });
    return {
      name: "seed",
      routes: [],
      state: () => ({ ready: true, reason: null }),
      close: async () => undefined,
    };
  };
}

async function importDocuments(db: Kysely<Tables>, path: string): Promise<number> {
  const lines = await linesOf(path);
  await db.transaction().execute(async (transaction) => {
    for (const canonical of lines) {
      const { schema } = parseDocument(parseJson(canonical, { integersOnly: true }));
      await putDocument(transaction, { digest: sha256(new TextEncoder().encode(canonical)), schema, canonical });
    }
  });
  return lines.length;
}

async function importBatches(db: Kysely<Tables>, path: string): Promise<number> {
  let imported = 0;
  for (const line of await linesOf(path)) {
    const parsed = SeedBatch.safeParse(parseJson(line));
    if (!parsed.success) throw invalid(path, parsed.error);
    const { entries, courseVersion, capacity, root, size, sealedAt, ...key } = parsed.data;
    if ((await findBatch(db, key)) !== null) continue;
    await db.transaction().execute(async (transaction) => {
      await openBatch(transaction, { ...key, courseVersion, capacity }, sealedAt);
      const credentials = entries.map(({ index, digest }) => ({ index, digest, credential: null }));
      await putCredentials(transaction, key, credentials, sealedAt);
      await storeSeal(transaction, key, { root, size }, sealedAt);
    });
    imported++;
  }
  return imported;
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
  } catch (cause) {
    throw invalid(path, cause);
  }
}

function invalid(path: string, cause: unknown): PeersealError {
  return new PeersealError("config-invalid", `${path} cannot be read as seed.`, { cause });
}
