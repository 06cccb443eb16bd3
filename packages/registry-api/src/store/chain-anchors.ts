import type { CredentialStatus } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Connections, Db, Statement } from "./database.js";
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

type StatusChange = Pick<Selectable<CredentialTables["statusChanges"]>, "action" | "mask" | "at">;

/** The status of one credential, whether its batch is anchored or not. */
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
  return fold(changes, index);
}

const BY_PLACE: Statement = {
  name: "status by place",
  text: `select a.size, s.action, s.mask, s.at
    from chain_anchors a
      left join status_changes s on s.institution = a.institution and s.number = a.number and s.word = $3
    where a.institution = $1 and a.number = $2
    order by s.position, s.ordinal`,
};

/** The status of one credential of an anchored batch, in one question; null: no anchored batch has this place. */
export async function statusAtPlace(
  db: Connections,
  institution: number,
  number: string,
  index: number,
): Promise<StatusRow | null> {
  type Row = { readonly size: number } & (StatusChange | { readonly action: null });
  const rows = await db.planned<Row>(BY_PLACE, [institution, number, index >> 8]);
  const [first] = rows;
  if (first === undefined || index >= first.size) return null;
  return fold(
    rows.filter((row) => row.action !== null),
    index,
  );
}

/** Folds the changes of a credential's word: revocation and replacement only ever add, suspension goes both ways. */
function fold(changes: readonly StatusChange[], index: number): StatusRow {
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
