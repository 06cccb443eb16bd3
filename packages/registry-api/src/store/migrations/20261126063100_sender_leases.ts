import { type Kysely, sql } from "kysely";

/**
 * One registry at a time signs with a sender's key; and every transaction that was ever signed is kept. A nonce belongs
 * to one order for ever: what takes the place of its transaction is of the same order.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table sender_leases (
      chain_id bigint not null,
      sender text not null,
      holder text not null,
      token bigint not null,
      until_at timestamptz not null,
      primary key (chain_id, sender)
    )`,
    `create table sender_nonces (
      chain_id bigint not null,
      sender text not null,
      nonce bigint not null,
      relay text not null references relays (id),
      primary key (chain_id, sender, nonce),
      unique (chain_id, sender, nonce, relay)
    )`,
    `create table transactions (
      position bigint generated always as identity primary key,
      chain_id bigint not null,
      sender text not null,
      nonce bigint not null,
      relay text not null,
      hash text not null unique,
      raw text not null,
      gas_limit numeric not null,
      max_fee_per_gas numeric not null,
      max_priority_fee_per_gas numeric not null,
      token bigint not null,
      signed_at bigint not null,
      broadcast_at bigint,
      outcome text not null default 'open' check (outcome in ('open', 'mined', 'outbid', 'void')),
      foreign key (chain_id, sender, nonce, relay) references sender_nonces (chain_id, sender, nonce, relay)
    )`,
    `create index transactions_relay on transactions (relay)`,
    `create index transactions_nonce on transactions (chain_id, sender, nonce)`,
    `create index transactions_signed on transactions (sender, signed_at)`,
    `alter table relays add column final_at bigint`,
    // What was signed before this table was there: the newest transaction of each order.
    `insert into sender_nonces (chain_id, sender, nonce, relay)
      select network.chain_id, relays.sender, relays.nonce, relays.id from relays cross join network
      where relays.nonce is not null and relays.state in ('signed', 'broadcast', 'mined')
      on conflict do nothing`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
