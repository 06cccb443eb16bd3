import type { CredentialStatus } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import type { CredentialTables } from "./tables/credentials.js";

export type ChainAnchorRow = Selectable<CredentialTables["chainAnchors"]>;

/** What the chain says about a batch; null: not anchored as far as is indexed. `number` is decimal. */
export async function findAnchor(db: Db, institution: number, number: string): Promise<ChainAnchorRow | null> {
  const row = await db
    .selectFrom("chainAnchors")
    .selectAll()
    .where("institution", "=", institution)
    .where("number", "=", number)
    .executeTakeFirst();
  return row ?? null;
}

/** Status of one credential, its bits (1 revocation, 2 suspension, 4 replacement), and when it last changed. */
export type StatusRow = {
  readonly status: CredentialStatus;
  readonly bits: number;
  /** Unix seconds; null: never changed. */
  readonly changedAt: number | null;
};

/** Folds the changes of a credential's word: revocation and replacement only ever add, suspension goes both ways. */
export async function statusOf(db: Db, institution: number, number: string, index: number): Promise<StatusRow> {
  const changes = await db
    .selectFrom("statusChanges")
    .select(["action", "mask", "at"])
    .where("institution", "=", institution)
    .where("number", "=", number)
    .where("word", "=", index >> 8)
    .orderBy("position")
    .orderBy("ordinal")
    .execute();
  let bits = 0;
  let changedAt: number | null = null;
  for (const change of changes) {
    if (((BigInt(change.mask) >> BigInt(index & 255)) & 1n) === 0n) continue;
    const before = bits;
    if (change.action === "revoke") bits |= 1;
    if (change.action === "replace") bits |= 5;
    if (change.action === "suspend") bits |= 2;
    if (change.action === "reinstate") bits &= ~2;
    if (bits !== before) changedAt = change.at;
  }
  return { status: wordOf(bits), bits, changedAt };
}

function wordOf(bits: number): CredentialStatus {
  if ((bits & 1) !== 0) return (bits & 4) !== 0 ? "replaced" : "revoked";
  return (bits & 2) !== 0 ? "suspended" : "active";
}
