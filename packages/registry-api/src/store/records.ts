import type { Hex, wire } from "@peerseal/sdk";
import { type Selectable, sql } from "kysely";
import type { ChainAnchorRow } from "./chain-anchors.js";
import type { Db } from "./database.js";
import type { FeedEvent } from "./feed.js";
import type { ConcernRow } from "./follow-ups.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { SeatRow } from "./seats.js";
import type { CredentialTables } from "./tables/credentials.js";
import type { InstitutionTables } from "./tables/institutions.js";
import type { SeatRole } from "./tables/rounds.js";
import type { VersionRow } from "./versions.js";

/** Batches that the chain holds, whichever registry anchored them. */
export async function listAnchors(
  db: Db,
  {
    institution,
    courseVersion,
  }: { readonly institution?: number | undefined; readonly courseVersion?: Hex | undefined },
  page: PageRequest,
): Promise<Page<ChainAnchorRow>> {
  const list = listName("anchors", { institution, courseVersion });
  let query = db.selectFrom("chainAnchors").selectAll().where("position", ">", positionAfter(list, page));
  if (institution !== undefined) query = query.where("institution", "=", institution);
  if (courseVersion !== undefined) query = query.where("courseVersion", "=", courseVersion);
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Words that one change may hold, by the contract's block gas; more than enough. */
const MOST_WORDS = 4_096;

export type StatusChangeRow = Selectable<CredentialTables["statusChanges"]>;

/** Changes of status of a batch; a change of several words is one entry for each, and pages never part them. */
export async function listStatusChanges(
  db: Db,
  institution: number,
  number: string,
  page: PageRequest,
): Promise<Page<StatusChangeRow>> {
  const list = listName("status-changes", { institution, number });
  const after = positionAfter(list, page);
  const rows = await db
    .selectFrom("statusChanges")
    .selectAll()
    .where("institution", "=", institution)
    .where("number", "=", number)
    .where("position", ">", after)
    .orderBy("position")
    .orderBy("ordinal")
    // A transaction may change more words than a page holds: all of the last one come with it.
    .limit(page.limit + MOST_WORDS)
    .execute();
  const last = rows[page.limit - 1];
  const shown = last === undefined ? rows : rows.filter(({ position }) => position <= last.position);
  return toPage(list, { ...page, limit: shown.length }, rows);
}

/** Concerns in the order in which they were filed. */
export async function listConcerns(
  db: Db,
  filter: {
    readonly version?: Hex | undefined;
    readonly institution?: number | undefined;
    readonly state?: "filed" | "open" | "closed" | undefined;
  },
  page: PageRequest,
): Promise<Page<ConcernRow>> {
  const { version, institution, state } = filter;
  const list = listName("concerns", { version, institution, state });
  let query = db.selectFrom("concernsNow").selectAll().where("position", ">", positionAfter(list, page));
  if (version !== undefined) query = query.where("version", "=", version);
  if (institution !== undefined) {
    query = query.where((where) =>
      where.or([where("filedBy", "=", institution), where("admittedBy", "=", institution)]),
    );
  }
  if (state === "filed") query = query.where("admittedAt", "=", 0).where("closedAt", "=", 0);
  if (state === "open") query = query.where("admittedAt", ">", 0).where("closedAt", "=", 0).where("decidedAt", "=", 0);
  if (state === "closed") {
    query = query.where((where) => where.or([where("closedAt", ">", 0), where("decidedAt", ">", 0)]));
  }
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export async function findConcern(db: Db, id: Hex): Promise<ConcernRow | null> {
  return (await db.selectFrom("concernsNow").selectAll().where("concern", "=", id).executeTakeFirst()) ?? null;
}

/** Seats of any rounds in the order of their appointment. */
export async function listSeatsOf(
  db: Db,
  {
    institution,
    role,
    signer,
  }: {
    readonly institution?: number | undefined;
    readonly role?: SeatRole | undefined;
    readonly signer?: Hex | undefined;
  },
  page: PageRequest,
): Promise<Page<SeatRow>> {
  const list = listName("all-seats", { institution, role, signer });
  let query = db.selectFrom("seatsNow").selectAll().where("position", ">", positionAfter(list, page));
  if (institution !== undefined) query = query.where("institution", "=", institution);
  if (role !== undefined) query = query.where("role", "=", role);
  if (signer !== undefined) query = query.where("signer", "=", signer);
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export type ListingRow = {
  readonly kind: "policy" | "rubric";
  readonly id: Hex;
  readonly listed: boolean;
  readonly blockNumber: number;
  readonly transactionHash: Hex;
  readonly at: number;
  readonly position: number;
};

/** What the directory listed and took off, in order. */
export async function listListings(
  db: Db,
  kind: "policy" | "rubric" | undefined,
  page: PageRequest,
): Promise<Page<ListingRow>> {
  const list = listName("listings", { kind });
  const after = positionAfter(list, page);
  const { rows } = await sql<ListingRow>`
    select * from (
      select 'policy' as kind, policy as id, listed, block_number, transaction_hash, at, position from policy_listings
      union all
      select 'rubric', rubric, listed, block_number, transaction_hash, at, position from rubric_listings
    ) as listings
    where position > ${after} ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
    order by position limit ${page.limit + 1}
  `.execute(db);
  return toPage(list, page, rows);
}

export type ProfileRow = Selectable<InstitutionTables["profiles"]>;

/** Changes of an institution's profile after its admission, oldest first. */
export async function listProfiles(db: Db, institution: number, page: PageRequest): Promise<Page<ProfileRow>> {
  const list = listName("profiles", { institution });
  const rows = await db
    .selectFrom("profiles")
    .selectAll()
    .where("institution", "=", institution)
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Course versions in the order of publication. */
export async function listAllVersions(
  db: Db,
  filter: {
    readonly course?: Hex | undefined;
    readonly publisher?: number | undefined;
    readonly retired?: "true" | "false" | undefined;
  },
  page: PageRequest,
): Promise<Page<VersionRow>> {
  const { course, publisher, retired } = filter;
  const list = listName("all-versions", { course, publisher, retired });
  let query = db.selectFrom("versionsNow").selectAll().where("position", ">", positionAfter(list, page));
  if (course !== undefined) query = query.where("course", "=", course);
  if (publisher !== undefined) query = query.where("publisher", "=", publisher);
  if (retired !== undefined) query = query.where("retiredAt", retired === "true" ? ">" : "=", 0);
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** What the chain said, oldest first. */
export async function listHistory(
  db: Db,
  { type, institution }: { readonly type?: wire.FeedType | undefined; readonly institution?: number | undefined },
  page: PageRequest,
): Promise<Page<FeedEvent>> {
  const list = listName("history", { type, institution });
  let query = db.selectFrom("chainEvents").selectAll().where("position", ">", positionAfter(list, page));
  if (type !== undefined) query = query.where("type", "=", type);
  if (institution !== undefined) query = query.where("institution", "=", institution);
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Null: none of this number was followed. */
export async function findBlock(db: Db, number: number) {
  const row = await db.selectFrom("blocks").selectAll().where("number", "=", number).executeTakeFirst();
  return row ?? null;
}
