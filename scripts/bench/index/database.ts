import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "@peerseal/registry-api";
import pg from "pg";
import { KINDS } from "./sample.ts";

export type Databases = {
  /** A new empty database of this name; its URL. */
  readonly fresh: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** One PostgreSQL for all who take part, each with fresh databases in it. */
export async function openDatabases(): Promise<Databases> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-bench-"));
  const server = await startEmbeddedPostgres({ dataDir });
  return {
    fresh: async (name) => {
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    close: async () => {
      await server.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const COLUMNS = {
  chain_anchors: "institution, number, root, size, course_version, key",
  status_changes: "institution, number, action, word, mask",
  reviews: "round, seat, sequence, review_digest, ratings",
} as const;

/** Number of rows and a digest of them, the same for whoever stored the same. */
export async function rowsIn(url: string, schema: string): Promise<{ readonly rows: number; readonly digest: string }> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows = 0;
    const digests: string[] = [];
    for (const table of KINDS) {
      const columns = `block_number, log_index, block_hash, transaction_hash, at, ${COLUMNS[table]}`;
      const { rows: found } = await client.query(
        `select count(*)::int as rows, md5(string_agg(concat_ws(',', ${columns}), ';' order by block_number, log_index)) as digest
        from ${schema}.${table}`,
      );
      rows += found[0].rows;
      digests.push(found[0].digest);
    }
    return { rows, digest: digests.join() };
  } finally {
    await client.end();
  }
}

/** What a reader saw of a block that was being written. */
export type Watch = { readonly stop: () => Promise<{ readonly looks: number; readonly halves: number }> };

/**
 * Looks at the newest block again and again, each time with one question, and counts the times when some of its rows are
 * there and others not.
 *
 * @param expected rows of each block.
 */
export async function watchHalves(url: string, schema: string, expected: number): Promise<Watch> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  const union = KINDS.map(
    (table) => `select block_number from ${schema}.${table} where block_number = (select n from newest)`,
  );
  const newest = KINDS.map(
    (table) => `(select block_number as n from ${schema}.${table} order by block_number desc, log_index desc limit 1)`,
  );
  // Ours are in the order of their position, the peer's in that of block and log.
  const order =
    schema === "public"
      ? newest.map((one) => one.replace("block_number desc, log_index desc", "position desc"))
      : newest;
  const where =
    schema === "public"
      ? union.map((one) =>
          one.replace("block_number = (select n from newest)", "position >= (select n from newest) * 1048576"),
        )
      : union;
  const question = `with newest as (select max(n) as n from (${order.join(" union all ")}) t)
    select count(*)::int as rows from (${where.join(" union all ")}) t`;
  let isOver = false;
  let looks = 0;
  let halves = 0;
  const watching = (async () => {
    while (!isOver) {
      // Tables that are not there yet, or not any more, show no half block.
      const answer = await client.query(question).catch(() => null);
      const rows: number = answer?.rows[0]?.rows ?? 0;
      if (rows > 0) looks++;
      if (rows > 0 && rows !== expected) halves++;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await watching;
      await client.end();
      return { looks, halves };
    },
  };
}
