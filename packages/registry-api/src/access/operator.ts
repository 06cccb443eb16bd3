import { insertAudit } from "../store/access/audit-log.js";
import { findKey, type KeyRow, revokeKey } from "../store/access/keys.js";
import type { Db } from "../store/database.js";
import { type CreatedKey, createKey, type NewKeyWish } from "./keys.js";

const OPERATOR = "operator";

/**
 * Makes a key for whoever sits at the machine and can read the database anyway: the first admin. Written to the audit
 * log with it.
 *
 * @param db not a transaction.
 * @param at.now Unix seconds.
 * @throws PeersealError `access-invalid`
 */
export async function createKeyAsOperator(
  db: Db,
  wish: Omit<NewKeyWish, "createdBy">,
  at: { readonly now: number; readonly chainId: number },
): Promise<CreatedKey> {
  return db.transaction().execute(async (transaction) => {
    const made = await createKey(transaction, { ...wish, createdBy: OPERATOR }, at);
    await note(transaction, { row: made.row, route: "npm run access -- create-key", status: 201 }, at.now);
    return made;
  });
}

/** Revokes a key, at the machine. @returns whether it was live until now. */
export async function revokeKeyAsOperator(db: Db, id: string, now: number): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = await findKey(transaction, id);
    if (row === null || !(await revokeKey(transaction, id, OPERATOR, now))) return false;
    await note(transaction, { row, route: "npm run access -- revoke-key", status: 200 }, now);
    return true;
  });
}

type Done = { readonly row: KeyRow; readonly route: string; readonly status: number };

function note(db: Db, { row, route, status }: Done, now: number): Promise<void> {
  const { id: requestId, institution } = row;
  const who = { principalKind: "operator", principal: null } as const;
  return insertAudit(db, [{ at: now, requestId, ...who, route, institution, status, count: 1, override: null }]);
}
