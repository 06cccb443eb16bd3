import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf, type JsonObject, PeersealError } from "@peerseal/sdk";
import { z } from "zod";

/** Name of the manifest in the folder of a backup. Written last: a folder without it is no backup. */
export const MANIFEST = "backup.json";

const Hex = z.string().regex(/^0x[0-9a-f]+$/);

const Manifest = z.strictObject({
  schema: z.literal("peerseal.backup/1"),
  /** When the snapshot was taken, Unix seconds. */
  takenAt: z.int(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  /** Migrations of the database, oldest first. */
  migrations: z.array(z.string()).min(1),
  network: z.strictObject({
    network: z.string(),
    chainId: z.int(),
    genesis: Hex,
    directory: Hex,
    firstBlock: z.int(),
  }),
  /** Accounts that have paid from here: what they sent after the backup must be in blocks before it is restored. */
  senders: z.array(Hex),
  /** Newest block in the database then; null: none. The chain's tables are read from the chain again. */
  indexed: z.int().nullable(),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_0-9]+$/),
      columns: z.array(z.string().regex(/^[a-z_0-9]+$/)).min(1),
      sequence: z.string().nullable(),
      rows: z.int().min(0),
      /** PostgreSQL's text format of COPY, compressed by gzip. */
      file: z.string().regex(/^[a-z_0-9]+\.copy\.gz$/),
      bytes: z.int().min(0),
      sha256: Hex,
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

const Signed = z.strictObject({ manifest: Manifest, digest: Hex });

/** Writes the manifest with its digest; whole, or not at all. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = join(folder, `${MANIFEST}.new`);
  const text = `${JSON.stringify({ manifest, digest: digestIn(manifest) }, null, 2)}\n`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, join(folder, MANIFEST));
}

/** @throws PeersealError `backup-damaged` */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw damaged(MANIFEST, `${path} cannot be read: the backup did not end, or this is none.`, cause);
  }
  const parsed = Signed.safeParse(value);
  if (!parsed.success) throw damaged(MANIFEST, `${path} has another form.`);
  if (digestIn(parsed.data.manifest) !== parsed.data.digest) throw damaged(MANIFEST, `${path} was changed.`);
  return parsed.data.manifest;
}

export function damaged(file: string, message: string, cause?: unknown): PeersealError {
  return new PeersealError("backup-damaged", message, { details: { file }, cause });
}

function digestIn(manifest: Manifest): string {
  // Through text, so that the digest is of what is written.
  return digestOf(JSON.parse(JSON.stringify(manifest)) as JsonObject);
}
