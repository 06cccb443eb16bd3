import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** Which network this database belongs to, how far it follows the chain, and what the directory lists. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table network (
      id integer primary key check (id = 1),
      network text not null,
      chain_id bigint not null,
      genesis text not null,
      directory text not null,
      first_block bigint not null
    )`,
    `create table blocks (
      number bigint primary key,
      hash text not null,
      parent_hash text not null,
      at bigint not null,
      unique (number, hash)
    )`,
    `create table chain_cursor (
      id integer primary key check (id = 1),
      number bigint not null,
      hash text not null,
      final_number bigint not null,
      final_hash text not null
    )`,
    `create table lenses (${CHAIN_ROW}, lens text not null, primary key (position))`,
    `create table policy_listings (${CHAIN_ROW}, policy text not null, listed boolean not null, primary key (position))`,
    `create table rubric_listings (${CHAIN_ROW}, rubric text not null, listed boolean not null, primary key (position))`,
    `create index rubric_listings_rubric on rubric_listings (rubric, position desc)`,
    `create view policies_now as
      select distinct on (policy) policy, listed, at, position from policy_listings order by policy, position desc`,
    `create view rubrics_listed_now as
      select distinct on (rubric) rubric, listed, at, position from rubric_listings order by rubric, position desc`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
