import { PeersealError } from "@peerseal/sdk";
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Tables } from "./tables.js";

/** The database, or a transaction in it: query functions take either. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/**
 * A statement that each connection keeps planned: for what is asked many times a second. `text` names its columns as the
 * members of its rows are to be named, one by one, so that a table may get further columns meanwhile.
 */
export type Statement = { readonly name: string; readonly text: string };

/** The database with the connections behind it, for writing in bulk and for planned statements. */
export type Connections = Kysely<Tables> & {
  readonly pool: pg.Pool;
  readonly planned: <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;
};

export type Database = {
  readonly db: Connections;
  /** Connections now: all, those that are free, and callers that wait for one. */
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  /** Has somebody told of each statement's first words and how long it took; one at a time. */
  readonly watchQueries: (told: (statement: string, seconds: number, failed: boolean) => void) => void;
  readonly close: () => Promise<void>;
};

const INT8 = 20;

/** 64-bit integers as numbers where that is exact; a larger one is a fault of the schema, never rounded. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new PeersealError("internal", `A column holds ${text}, beyond 2^53.`);
  return value;
}

/**
 * Connects to PostgreSQL at `url` and asks it one question, so that a wrong address is known at once.
 *
 * @param options.timeoutMs longest wait for a connection; a statement may take six times as long.
 * @throws PeersealError `database-unreachable`
 */
export async function openDatabase(options: {
  readonly url: string;
  readonly timeoutMs?: number;
  readonly connections?: number;
  /** Schema in which tables are looked for first; `public` alone unless given. */
  readonly schema?: string;
  /** Told of connections that break while idle; the pool replaces them. */
  readonly onIdleError?: (error: Error) => void;
}): Promise<Database> {
  const timeoutMs = options.timeoutMs ?? 5_000;
  let pool: pg.Pool;
  try {
    pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections ?? 10,
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs * 6,
      query_timeout: timeoutMs * 7,
      idle_in_transaction_session_timeout: timeoutMs * 12,
      application_name: "peerseal-registry",
      ...(options.schema === undefined ? {} : { options: `-c search_path=${options.schema},public` }),
      types: {
        getTypeParser: (oid, format) => (oid === INT8 ? parseInt8 : pg.types.getTypeParser(oid, format ?? "text")),
      },
    });
  } catch (cause) {
    throw new PeersealError("database-unreachable", "DATABASE_URL is not a PostgreSQL URL.", { cause });
  }
  // Without a listener an idle connection that breaks would end the process.
  pool.on("error", (error) => options.onIdleError?.(error));
  // Nor does the pool listen to one that is lent, between two queries of a transaction; its next query fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  let told: Parameters<Database["watchQueries"]>[0] | null = null;
  const db: Connections = Object.assign(
    new Kysely<Tables>({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
      log: (event) => told?.(wordsOf(event.query.sql), event.queryDurationMillis / 1000, event.level === "error"),
    }),
    {
      pool,
      planned: async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
        const from = performance.now();
        const tell = (failed: boolean) => told?.(wordsOf(statement.text), (performance.now() - from) / 1000, failed);
        try {
          const { rows } = await pool.query<Row>({ ...statement, values: [...values] });
          tell(false);
          return rows;
        } catch (error) {
          tell(true);
          throw error;
        }
      },
    },
  );
  try {
    await pool.query("select 1");
  } catch (cause) {
    await db.destroy();
    const reason = cause instanceof Error ? cause.message : "no answer";
    throw new PeersealError("database-unreachable", `PostgreSQL does not answer: ${reason}.`, { cause });
  }
  return {
    db,
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    watchQueries: (listener) => {
      told = listener;
    },
    close: () => db.destroy(),
  };
}

/** What a statement does and to which table, without its values. */
function wordsOf(statement: string): string {
  const [verb = ""] = /^\s*\w+/.exec(statement) ?? [];
  const [, table = ""] = /(?:from|into|update) "?(\w+)/i.exec(statement) ?? [];
  return `${verb.trim().toLowerCase()} ${table}`.trim();
}

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "08000",
  "08003",
  "08006",
]);
const FULL = new Set(["53100", "ENOSPC"]);

/** The typed error behind a failed query where the database itself is at fault; null where the query is. */
export function databaseFault(error: unknown): PeersealError | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // PostgreSQL has no code for a quota, nor for a limit on the size of files.
  const isFull = FULL.has(code) || (code === "XX000" && /File too large|Disk quota exceeded/i.test(error.message));
  if (isFull) return new PeersealError("disk-full", "PostgreSQL has no space left.", { cause: error });
  // The driver gives these faults no code.
  const broken =
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/.test(
      error.message,
    );
  if (!UNREACHABLE.has(code) && !broken) return null;
  return new PeersealError("database-unreachable", "PostgreSQL does not answer.", { cause: error });
}

/** Whether the database answers now. */
export async function isAnswering(db: Db): Promise<boolean> {
  try {
    await db.selectFrom("network").select("id").execute();
    return true;
  } catch {
    return false;
  }
}
