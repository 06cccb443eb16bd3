import { type Kysely, sql } from "kysely";

/**
 * Which credentials a batch of corrected ones takes the place of, until the chain says so: a row goes as soon as the act
 * that replaces them is under way, so that nothing is kept that leads from an old credential to a new one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table corrections (
      institution bigint not null,
      number bigint not null,
      replaced_number bigint not null,
      replaced_indexes integer[] not null,
      primary key (institution, number),
      foreign key (institution, number) references batches (institution, number)
    )`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
