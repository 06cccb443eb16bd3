import { createHash } from "node:crypto";
import { sql } from "kysely";
import { readCursor } from "./blocks.js";
import { CHAIN_TABLES, snake } from "./chain-rows.js";
import type { Db } from "./database.js";

/** Rows hashed at once by the database. */
const PIECE = 5_000;

/** A digest of everything that the chain tells, up to a block. */
export type IndexDigest = {
  /** The block; null: nothing is indexed. */
  readonly block: number | null;
  readonly rows: number;
  /** SHA-256, hex. */
  readonly digest: string;
};

/**
 * SHA-256 over all chain tables in the order of `CHAIN_COLUMNS`, rows in the order of the chain, every column
 * and the parent of its block; and over the newest block's number. Two databases that followed one chain to one block have the same,
 * whatever way led there: by ranges or block by block, with reorganisations or without.
 *
 * @param upTo leaves newer blocks out; the newest indexed one unless given.
 */
export async function indexDigest(db: Db, options: { readonly upTo?: number } = {}): Promise<IndexDigest> {
  const cursor = await readCursor(db);
  const hash = createHash("sha256");
  if (cursor === null) return { block: null, rows: 0, digest: hash.digest("hex") };
  const block = Math.min(options.upTo ?? cursor.head.number, cursor.head.number);
  let rows = 0;
  for (const table of CHAIN_TABLES) {
    hash.update(`${table}\n`);
    rows += await hashTable(db, snake(table), block, (piece) => hash.update(piece));
  }
  hash.update(`${block}\n`);
  return { block, rows, digest: hash.digest("hex") };
}

async function hashTable(db: Db, table: string, upTo: number, update: (piece: string) => void): Promise<number> {
  const isMany = table === "status_changes";
  // Of most events there is one row: their second place in the order is of no matter.
  const ordinal = sql.raw(isMany ? "t.ordinal" : "t.log_index");
  // Decisions given before their policy was listed are there since the listing.
  const since = sql.raw(
    table === "decisions"
      ? `and policy in (select policy from policy_listings where block_number <= ${Math.trunc(upTo)})`
      : "",
  );
  let [position, place, total] = [-1, -1, 0];
  for (;;) {
    const { rows } = await sql<{ rows: number; position: number; place: number; digest: string }>`
      with piece as (
        select t.position, ${ordinal} as place, to_jsonb(t)::text || ' ' || coalesce(b.parent_hash, '-') as line
        from ${sql.table(table)} t left join blocks b on b.number = t.block_number and b.hash = t.block_hash
        where t.position >= ${sql.lit(position)} and (t.position, ${ordinal}) > (${sql.lit(position)}, ${sql.lit(place)}) and t.block_number <= ${sql.lit(upTo)} ${since}
        order by t.position, ${ordinal} limit ${sql.lit(PIECE)}
      )
      select count(*)::int as rows, (array_agg(position order by position desc, place desc))[1] as position,
        (array_agg(place order by position desc, place desc))[1] as place,
        encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by position, place), ''), 'UTF8')), 'hex') as digest
      from piece`.execute(db);
    const [piece] = rows;
    if (piece === undefined || piece.rows === 0) return total;
    update(`${piece.rows} ${piece.digest}\n`);
    total += piece.rows;
    ({ position, place } = piece);
    if (piece.rows < PIECE) return total;
  }
}
