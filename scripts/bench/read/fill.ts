import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { sealNext } from "../../../packages/registry-api/dist/anchoring/seal.js";
import type { World } from "../../../test/e2e/relaying.world.ts";

/** Credentials of one batch. */
const BATCH = 10_000;
const INSTITUTION = 2;

/** The digest of the n-th credential: any 32 bytes do, as long as they are far from each other. */
export function digestAt(n: number): string {
  return `0x${createHash("sha256").update(`read ${n}`).digest("hex")}`;
}

/** Where the n-th credential stands. */
export function placeAt(n: number): { readonly institution: number; readonly number: number; readonly index: number } {
  return { institution: INSTITUTION, number: Math.floor(n / BATCH) + 1, index: n % BATCH };
}

/**
 * Puts so many credentials into the database as anchored batches: rows by COPY, trees by the registry's own sealing, and
 * anchors with the roots that came of it, at a block that is indexed.
 */
export async function fill(world: World, courseVersion: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    const batches = Math.ceil(count / BATCH);
    await client.query(
      `insert into batches (institution, number, course_version, capacity, state, credentials, opened_at, closing_at)
        select $1::bigint, n, $2, $3::int, 'closing', least($3::int, $4::int - (n - 1) * $3::int), 1, 1
        from generate_series(1, $5::int) n`,
      [INSTITUTION, courseVersion, BATCH, count, batches],
    );
    const rows = client.query(
      copyFrom("copy batch_credentials (institution, number, index, digest, put_at) from stdin"),
    );
    await pipeline(Readable.from(linesOf(count)), rows);
    await client.query("analyze batch_credentials");
    await seal(world);
    await client.query(
      `insert into chain_anchors (block_number, block_hash, log_index, transaction_hash, at, institution, number, root,
          size, course_version, key)
        select c.number, c.hash, 1000 + b.number, '0x' || repeat('0', 64), 1, b.institution, b.number, b.root, b.size,
          b.course_version, '0x' || repeat('0', 64)
        from batches b cross join chain_cursor c where b.institution = $1 and b.state = 'sealed'`,
      [INSTITUTION],
    );
    await client.query("vacuum (analyze) batch_credentials, chain_anchors, batches");
  } finally {
    await client.end();
  }
}

function* linesOf(count: number): Generator<string> {
  for (let from = 0; from < count; from += 1_000) {
    let text = "";
    for (let n = from; n < Math.min(count, from + 1_000); n++) {
      const { institution, number, index } = placeAt(n);
      text += `${institution}\t${number}\t${index}\t${digestAt(n)}\t1\n`;
    }
    yield text;
  }
}

async function seal({ database, connection }: World): Promise<void> {
  const deps = { db: database.db, connection, lent: new Map(), now: () => 1, reached: () => undefined };
  while (await sealNext(deps));
}
