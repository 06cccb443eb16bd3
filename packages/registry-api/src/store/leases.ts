import { type Hex, PeersealError } from "@peerseal/sdk";
import { type Kysely, sql } from "kysely";
import type { Db } from "./database.js";
import type { Tables } from "./tables.js";

/** Who signs with a sender's key, until somebody else does: each change of hands has a larger token. */
export type Fence = {
  readonly chainId: number;
  readonly sender: Hex;
  readonly holder: string;
  readonly token: number;
};

/**
 * Takes or renews a lease by the database's clock, so that no registry's own clock matters.
 *
 * @param seconds may be a fraction.
 * @returns null while somebody else holds it.
 */
export async function takeLease(
  db: Db,
  { chainId, sender, holder }: Omit<Fence, "token">,
  seconds: number,
): Promise<Fence | null> {
  const { rows } = await sql<{ token: number }>`
    insert into sender_leases (chain_id, sender, holder, token, until_at)
    values (${chainId}, ${sender}, ${holder}, 1, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (chain_id, sender) do update set
      holder = excluded.holder,
      until_at = excluded.until_at,
      token = sender_leases.token
        + case when sender_leases.holder = excluded.holder and sender_leases.until_at > clock_timestamp() then 0 else 1 end
    where sender_leases.holder = excluded.holder or sender_leases.until_at <= clock_timestamp()
    returning token
  `.execute(db);
  const [row] = rows;
  return row === undefined ? null : { chainId, sender, holder, token: row.token };
}

/** Gives a lease back, so that the next one need not wait for its end. */
export async function releaseLease(db: Db, { chainId, sender, holder, token }: Fence): Promise<void> {
  await sql`
    update sender_leases set until_at = clock_timestamp()
    where chain_id = ${chainId} and sender = ${sender} and holder = ${holder} and token = ${token}
  `.execute(db);
}

/**
 * Runs writes of the sender's work in one transaction that holds only while the lease does. The row stays locked until it
 * ends: nobody can take the lease between the look at it and the commit, so that one who stood still writes nothing.
 *
 * @throws PeersealError `lease-lost`
 */
export async function withFence<T>(db: Kysely<Tables>, fence: Fence, write: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      select 1 from sender_leases
      where chain_id = ${fence.chainId} and sender = ${fence.sender} and holder = ${fence.holder}
        and token = ${fence.token} and until_at > clock_timestamp()
      for share
    `.execute(transaction);
    if (rows.length === 0) {
      throw new PeersealError("lease-lost", "Another registry signs with this key now.", {
        details: { sender: fence.sender, token: fence.token },
      });
    }
    return write(transaction);
  });
}
