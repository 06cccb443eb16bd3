import { type Selectable, sql } from "kysely";
import type { Db } from "../database.js";
import { listName, type Order, type Page, type PageRequest, startOf, toPage } from "../pages.js";
import type { AccessTables } from "../tables/access.js";

export type AuditRow = Selectable<AccessTables["auditLog"]>;
export type AuditEntry = Omit<AuditRow, "position">;

/** Adds rows in one statement, which is one commit for all of them. */
export async function insertAudit(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  const column = <K extends keyof AuditEntry>(name: K) => entries.map((entry) => entry[name]);
  await sql`
    insert into audit_log (at, request_id, principal_kind, principal, route, institution, status, count, override)
    select * from unnest(
      ${column("at")}::bigint[], ${column("requestId")}::text[], ${column("principalKind")}::text[],
      ${column("principal")}::text[], ${column("route")}::text[], ${column("institution")}::bigint[],
      ${column("status")}::integer[], ${column("count")}::integer[], ${column("override")}::text[])
  `.execute(db);
}

/** @param institution undefined: all. */
export async function listAudit(
  db: Db,
  institution: number | undefined,
  page: PageRequest & { readonly order: Order },
): Promise<Page<AuditRow>> {
  const { order } = page;
  const list = listName("audit", { institution, order });
  const { beyond, position, direction } = startOf(list, page, order);
  let query = db
    .selectFrom("auditLog")
    .selectAll()
    .where("position", beyond, position)
    .orderBy("position", direction)
    .limit(page.limit + 1);
  if (institution !== undefined) query = query.where("institution", "=", institution);
  return toPage(list, page, await query.execute());
}
