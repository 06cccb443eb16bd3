import { type Kysely, sql } from "kysely";

/**
 * An order that failed in a block is followed until that block is final, as one that was recorded is. Which transactions
 * are its own, the table of transactions says: what was signed before that table was there is moved into it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `drop index relays_unsettled`,
    `create index relays_unsettled on relays (mined_block)
      where state in ('mined', 'failed') and not is_final and mined_block is not null`,
    `insert into transactions (chain_id, sender, nonce, relay, hash, raw, gas_limit, max_fee_per_gas,
        max_priority_fee_per_gas, token, signed_at, broadcast_at, outcome)
      select nonces.chain_id, nonces.sender, nonces.nonce, nonces.relay, relays.hash, relays.raw, 0, 0, 0, 0,
        coalesce(relays.signed_at, 0), relays.broadcast_at, case when relays.state = 'mined' then 'mined' else 'open' end
      from relays join sender_nonces as nonces
        on nonces.relay = relays.id and nonces.sender = relays.sender and nonces.nonce = relays.nonce
      where relays.raw is not null and relays.hash is not null
      on conflict (hash) do nothing`,
    `alter table relays drop column earlier_hashes`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
