import type { Writable } from "node:stream";
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import { from } from "pg-copy-streams";
import type { Connections } from "./database.js";
import type { Tables } from "./tables.js";

/** One transaction that can be written to row by row and in bulk. */
export type ChainTransaction = {
  readonly tx: Kysely<Tables>;
  /** Opens a stream of COPY's text form; names as in the database. Nothing else may be asked until it finished. */
  readonly copyInto: (table: string, columns: readonly string[]) => Writable;
};

/**
 * Does all of `work` or nothing.
 *
 * @param options `isRepeatable`: a database that crashes may forget the newest of these, each as a whole and none before
 * an older one. Nobody waits then until the disk has it.
 */
export async function inChainTransaction<T>(
  { pool }: Connections,
  work: (transaction: ChainTransaction) => Promise<T>,
  { isRepeatable = false }: { readonly isRepeatable?: boolean } = {},
): Promise<T> {
  const client = await pool.connect();
  const lent = { query: client.query.bind(client), release: () => undefined };
  const tx = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { options: {}, connect: async () => lent, end: async () => undefined } }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const copyInto: ChainTransaction["copyInto"] = (table, columns) =>
    client.query(from(`copy ${table} (${columns.join(", ")}) from stdin`));
  let broken: Error | undefined;
  try {
    await client.query(isRepeatable ? "begin; set local synchronous_commit = off" : "begin");
    const result = await work({ tx, copyInto });
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    // A connection that cannot even go back is not used again.
    client.release(broken);
  }
}
