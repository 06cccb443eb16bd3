import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** What the chain says about batches: anchors and changes of status. No table here knows a person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    // A batch number is an unsigned 64-bit integer: exact as numeric, not as a JavaScript number.
    `create table chain_anchors (${CHAIN_ROW},
      institution bigint not null,
      number numeric(20) not null,
      root text not null,
      size bigint not null,
      course_version text not null,
      key text not null,
      primary key (position),
      unique (institution, number)
    )`,
    `create index chain_anchors_version on chain_anchors (course_version, position)`,
    `create table status_changes (${CHAIN_ROW},
      ordinal integer not null,
      institution bigint not null,
      number numeric(20) not null,
      action text not null,
      word bigint not null,
      mask numeric(78) not null,
      primary key (position, ordinal)
    )`,
    `create index status_changes_word on status_changes (institution, number, word, position)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
