import type pg from "pg";
import { headOf, readLogs, type TrueLog } from "../chain-truth.ts";
import { type Ask, hexOf } from "../json-rpc.ts";

/** What the database says about the chain at one moment: its newest block, and every row with the log behind it. */
export type Indexed = {
  readonly head: { readonly number: number; readonly hash: string };
  readonly blocks: readonly { readonly number: number; readonly hash: string }[];
  readonly rows: readonly IndexedRow[];
};
type IndexedRow = {
  readonly table: string;
  readonly block: number;
  readonly place: string;
  readonly values: Readonly<Record<string, unknown>>;
};

const PLACE = ["block_number", "block_hash", "log_index", "transaction_hash"];

/** Reads all tables whose rows stand for a log, in one snapshot; null: nothing is indexed. */
export async function readIndexed(pool: pg.Pool): Promise<Indexed | null> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const [cursor] = (await client.query<{ number: string; hash: string }>("select number, hash from chain_cursor"))
      .rows;
    if (cursor === undefined) return null;
    const tables = await client.query<{ table_name: string }>(
      `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = any($1)
        group by c.table_name having count(*) = $2 order by 1`,
      [PLACE, PLACE.length],
    );
    const rows: IndexedRow[] = [];
    for (const { table_name: table } of tables.rows) {
      const found = await client.query<Record<string, unknown>>(`select * from "${table}"`);
      rows.push(
        ...found.rows.map((values) => ({ table, block: Number(values.block_number), place: placeOf(values), values })),
      );
    }
    const blocks = await client.query<{ number: string; hash: string }>("select number, hash from blocks");
    return {
      head: { number: Number(cursor.number), hash: cursor.hash },
      blocks: blocks.rows.map(({ number, hash }) => ({ number: Number(number), hash })),
      rows,
    };
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}

function placeOf(row: Readonly<Record<string, unknown>>): string {
  return `${row.block_hash} ${row.log_index} ${row.transaction_hash}`;
}

/**
 * Rows that the chain does not say, logs without a row, and values that differ from a fresh decoding of the logs.
 *
 * @param contracts the registries and the directory.
 */
export async function checkRows(ask: Ask, contracts: readonly string[], indexed: Indexed): Promise<string[]> {
  const { head, blocks, rows } = indexed;
  const findings: string[] = [];
  const logs = await readLogs(ask, contracts, Math.min(head.number, await headOf(ask)));
  const true_ = new Map(logs.map((log) => [`${log.blockHash} ${log.index} ${log.transaction}`, log]));
  const places = new Set(rows.map(({ place }) => place));
  for (const { table, place } of rows)
    if (!true_.has(place)) findings.push(`${table}: a row that no log says: ${place}`);
  for (const [place, log] of true_) {
    if (!places.has(place))
      findings.push(`no row for a log: block ${log.block}, ${log.event?.name ?? "event"} ${place}`);
  }
  for (const [table, expected] of expectedRows(logs)) {
    const stored = rows
      .filter((row) => row.table === table)
      .map(({ place, values }) => `${place} ${wordsOf(table, values)}`);
    const wanted = new Set(expected);
    for (const row of stored) if (!wanted.delete(row)) findings.push(`${table}: a row of other values: ${row}`);
    for (const row of wanted) findings.push(`${table}: a row is missing: ${row}`);
  }
  const known = new Set(rows.map(({ block }) => block));
  for (const { number, hash } of blocks) {
    // Of blocks without rows a hash is kept as well, to find where a reorganisation began.
    const told = (await ask<{ hash: string } | null>("eth_getBlockByNumber", [hexOf(number), false]))?.hash;
    if (told !== hash)
      findings.push(`blocks: ${number} is ${told} and stored as ${hash}${known.has(number) ? ", with rows" : ""}`);
  }
  return findings;
}

/** Columns that are compared with the logs, value by value. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  chain_anchors: ["institution", "number", "root", "size", "course_version", "key"],
  status_changes: ["institution", "number", "action", "word", "mask"],
  courses: ["course", "institution", "code"],
  versions: ["version", "course", "descriptor_digest", "previous", "minor", "publisher"],
  keys: ["institution", "key", "purposes", "from_at", "until_at", "data"],
  institutions: ["institution", "name", "domain", "country", "profile_digest"],
};
const ACTIONS = ["none", "revoke", "suspend", "reinstate", "replace"];

function wordsOf(table: string, values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify((COLUMNS[table] ?? []).map((column) => String(values[column])));
}

function expectedRows(logs: readonly TrueLog[]): ReadonlyMap<string, string[]> {
  const tables = new Map<string, string[]>(Object.keys(COLUMNS).map((table) => [table, []]));
  for (const { event, blockHash, index, transaction } of logs) {
    if (event === null) continue;
    const { name, args: a } = event;
    const add = (table: string, ...values: readonly unknown[]) =>
      tables.get(table)?.push(`${blockHash} ${index} ${transaction} ${JSON.stringify(values.map(String))}`);
    if (name === "BatchAnchored") add("chain_anchors", a.institution, a.number, a.root, a.size, a.courseVersion, a.key);
    if (name === "CourseRegistered") add("courses", a.course, a.institution, a.code);
    if (name === "VersionPublished") {
      add("versions", a.version, a.course, a.descriptorDigest, a.previous, a.minor, a.publisher);
    }
    if (name === "KeyAdded") add("keys", a.institution, a.key, a.purposes, a.from, a.until, a.data);
    if (name === "InstitutionAdmitted") {
      const country = Buffer.from(String(a.country).slice(2), "hex").toString("latin1");
      add("institutions", a.institution, a.name, a.domain, country, a.profileDigest);
    }
    if (name === "CredentialStatusChanged") {
      const place = Number(a.index);
      add("status_changes", a.institution, a.number, ACTIONS[Number(a.action)], place >> 8, 1n << BigInt(place & 255));
    }
    if (name === "StatusChanged") {
      for (const [ordinal, word] of [...a.words].entries()) {
        add("status_changes", a.institution, a.number, ACTIONS[Number(a.action)], word, a.masks[ordinal]);
      }
    }
  }
  return tables;
}
