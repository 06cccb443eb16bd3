import { sql } from "kysely";
import type { Db } from "./database.js";

/** A batch that the chain holds in a later form than the backup does, or that the backup does not know. */
export type Overtaken = {
  readonly institution: number;
  readonly number: number;
  /** Places of the anchored batch. */
  readonly size: number;
  /** Credentials that are here; 0: the batch is not known here at all. */
  readonly here: number;
};

/** What a restored database lacks of what the chain holds. */
export type Reconciled = {
  /** Closed now: the chain holds their number, so that nothing more may come in. */
  readonly overtaken: readonly Overtaken[];
  /** Anchored under numbers that are not known here, of institutions that issued here. */
  readonly unknown: readonly Overtaken[];
  /** Open batches that give out no more places, because later ones may have been given out before the loss. */
  readonly closed: readonly { readonly institution: number; readonly number: number }[];
};

/**
 * Makes an old backup harmless. The chain's tables must be up to date. A batch whose number is anchored takes no more
 * credentials: with the same ones its seal gives the anchored root and its order ends well, with fewer it fails by name.
 * No place that may have been given out after the backup is given out again. Call it in one transaction.
 */
export async function reconcile(db: Db, now: number): Promise<Reconciled> {
  const { rows: overtaken } = await sql<Overtaken>`
    select b.institution, b.number, a.size, b.credentials as here
    from batches b join chain_anchors a on a.institution = b.institution and a.number = b.number
    where b.state in ('open', 'closing') or b.root <> a.root
    order by b.position
  `.execute(db);
  const { rows: unknown } = await sql<Overtaken>`
    select a.institution, a.number::bigint as number, a.size, 0 as here
    from chain_anchors a left join batches b on b.institution = a.institution and b.number = a.number
    where b.position is null and a.number <= 9007199254740991
      and a.institution in (select distinct institution from batches)
    order by a.position
  `.execute(db);
  await sql`
    update batches b set state = 'closing', closing_at = ${now}
    where state = 'open' and credentials > 0 and exists (
      select from chain_anchors a where a.institution = b.institution and a.number = b.number
    )
  `.execute(db);
  const closed = (await hasRolling(db)) ? await closeRolling(db, now) : [];
  return { overtaken, unknown, closed };
}

async function hasRolling(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select count(*) = 2 as there from information_schema.columns
    where table_schema = current_schema() and table_name = 'batches' and column_name in ('rolling', 'filling')
  `.execute(db);
  return rows[0]?.there === true;
}

async function closeRolling(db: Db, now: number): Promise<Reconciled["closed"]> {
  await sql`update batches set filling = false where filling`.execute(db);
  const { rows } = await sql<{ institution: number; number: number }>`
    update batches set state = 'closing', closing_at = ${now}
    where state = 'open' and rolling and credentials > 0
    returning institution, number
  `.execute(db);
  return rows;
}
