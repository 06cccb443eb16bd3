import type pg from "pg";

/**
 * Asks the database whether it holds signed bytes, in any table that keeps such, or remembers that they were signed: an
 * order signed again for more keeps the hash of what went before.
 */
export function storedIn(pool: pg.Pool): (raw: string, hash: string) => Promise<boolean> {
  let asked: Promise<string> | undefined;
  return async (raw, hash) => {
    asked ??= questionOf(pool);
    const { rowCount } = await pool.query(await asked, [raw, hash]);
    return (rowCount ?? 0) > 0;
  };
}

/** The tables are looked up, not named: where signed bytes stand is the worker's affair. */
async function questionOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ table_name: string; column_name: string; data_type: string }>(
    `select table_name, column_name, data_type from information_schema.columns
      where table_schema = 'public' and column_name in ('raw', 'hash', 'earlier_hashes')`,
  );
  const tables = new Set(rows.filter((row) => row.column_name === "raw").map((row) => row.table_name));
  const questions = rows
    .filter((row) => tables.has(row.table_name))
    .map(({ table_name: table, column_name: column, data_type: type }) => {
      const value = column === "raw" ? "$1::text" : "$2::text";
      if (type === "jsonb") return `select 1 from "${table}" where "${column}" ? ${value}`;
      if (type === "bytea") return `select 1 from "${table}" where "${column}" = decode(substr(${value}, 3), 'hex')`;
      return `select 1 from "${table}" where "${column}" = ${value}`;
    });
  if (questions.length === 0) throw new Error("No table keeps signed transactions.");
  // Both parameters must be used for their types to be known.
  return `select 1 where $1::text is not null and $2::text is not null and (${questions
    .map((question) => `exists (${question})`)
    .join(" or ")})`;
}
