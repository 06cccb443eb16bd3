import type { CredentialStatus } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Connections, Db, Statement } from "./database.js";
import { gather } from "./gather.js";
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

/** A place of a batch; `number` is decimal. */
export type StatusPlace = { readonly institution: number; readonly number: string; readonly index: number };

const BY_PLACE: Statement = {
  name: "statuses by place",
  text: `select k.n::int as n, a.size, s.action, s.mask, s.at
    from unnest($1::bigint[], $2::numeric[], $3::bigint[]) with ordinality as k (institution, number, word, n)
      join chain_anchors a on a.institution = k.institution and a.number = k.number
      left join status_changes s on s.institution = a.institution and s.number = a.number and s.word = k.word
    order by s.position, s.ordinal`,
};

type ChangeAt = { readonly n: number; readonly size: number } & (StatusChange | { readonly action: null });

/** Finds the status of one credential of an anchored batch; null: no anchored batch has this place. */
export function findStatuses(db: Connections): (place: StatusPlace) => Promise<StatusRow | null> {
  return gather(async (places) => {
    const rows = await db.planned<ChangeAt>(BY_PLACE, [
      places.map(({ institution }) => institution),
      places.map(({ number }) => number),
      places.map(({ index }) => index >> 8),
    ]);
    const byPlace = Map.groupBy(rows, ({ n }) => n);
    return places.map(({ index }, at) => {
      const [first, ...more] = byPlace.get(at + 1) ?? [];
      if (first === undefined || index >= first.size) return null;
      return fold(
        [first, ...more].filter((row) => row.action !== null),
        index,
      );
    });
  });
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
