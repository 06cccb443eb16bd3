import type { Hex } from "@peerseal/sdk";
import { type Kysely, sql } from "kysely";
import type { Db } from "../database.js";
import type { Tables } from "../tables.js";
import { makeEntries, type Wanted } from "./make.js";

const PAGE = 300;

/** What entries are made of when an event comes. */
const FROM_EVENTS: Readonly<Record<string, Wanted["kind"]>> = {
  "institution.admitted": "institution",
  "institution.profile": "institution",
  "course.registered": "course",
  "version.published": "version",
  "round.opened": "round",
  "batch.anchored": "batch",
};

/**
 * Makes entries of what is new on the chain, and anew of what changed otherwise, together with the cursor. Replicas
 * take turns.
 *
 * @returns whether there is more.
 */
export async function refreshSearch(db: Kysely<Tables>): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Whoever deletes rows takes this lock first: what is made here is there before they look, or read after they did.
    const cursor = await tx.selectFrom("searchCursor").selectAll().forUpdate().executeTakeFirstOrThrow();
    const events = await tx
      .selectFrom("chainEvents")
      .select(["type", "subject", "position", "data"])
      .where("position", ">", cursor.position)
      .orderBy("position")
      .limit(PAGE)
      .execute();
    const dirty = await tx.selectFrom("searchDirty").selectAll().orderBy("sequence").limit(PAGE).forUpdate().execute();
    if (events.length === 0 && dirty.length === 0) return false;
    const wanted = [
      ...events.flatMap(({ type, subject, data }): Wanted[] => {
        const kind = FROM_EVENTS[type];
        if (kind === undefined) return [];
        // A course shows the title of its newest version.
        const course = kind === "version" && "course" in data ? String(data.course) : null;
        return [{ kind, id: subject }, ...(course === null ? [] : [{ kind: "course" as const, id: course }])];
      }),
      ...(await dependents(
        tx,
        dirty.filter(({ kind }) => kind === "document").map(({ id }) => id as Hex),
      )),
      ...dirty.flatMap(({ kind, id }): Wanted[] => (kind === "document" ? [] : [{ kind: kind as Wanted["kind"], id }])),
    ];
    await put(tx, wanted);
    const position = events.at(-1)?.position;
    if (position !== undefined) await tx.updateTable("searchCursor").set({ position }).execute();
    if (dirty.length > 0) {
      const done = dirty.map(({ sequence }) => sequence);
      await tx.deleteFrom("searchDirty").where(sql<boolean>`sequence = any(${done}::bigint[])`).execute();
    }
    return events.length === PAGE || dirty.length === PAGE;
  });
}

/** Everything that takes text from some documents. */
async function dependents(db: Db, digests: readonly Hex[]): Promise<readonly Wanted[]> {
  if (digests.length === 0) return [];
  const among = (column: string) => sql<boolean>`${sql.ref(column)} = any(${digests}::text[])`;
  const [institutions, versions] = await Promise.all([
    db.selectFrom("institutionsNow").select("institution").where(among("current_profile_digest")).execute(),
    db.selectFrom("versions").select(["version", "course"]).where(among("descriptor_digest")).execute(),
  ]);
  const about = sql<boolean>`version = any(${versions.map(({ version }) => version)}::text[])`;
  const anchored = sql<boolean>`course_version = any(${versions.map(({ version }) => version)}::text[])`;
  const [rounds, batches] = await Promise.all([
    db.selectFrom("rounds").select("round").where(about).execute(),
    db.selectFrom("chainAnchors").select(["institution", "number"]).where(anchored).execute(),
  ]);
  return [
    ...institutions.map(({ institution }) => ({ kind: "institution" as const, id: String(institution) })),
    ...versions.map(({ version }) => ({ kind: "version" as const, id: version })),
    ...versions.map(({ course }) => ({ kind: "course" as const, id: course })),
    ...rounds.map(({ round }) => ({ kind: "round" as const, id: round })),
    ...batches.map(({ institution, number }) => ({ kind: "batch" as const, id: `${institution}-${number}` })),
  ];
}

async function put(db: Db, wanted: readonly Wanted[]): Promise<void> {
  for (const kind of ["institution", "course", "version", "round", "batch"] as const) {
    const ids = [...new Set(wanted.filter((one) => one.kind === kind).map(({ id }) => id))];
    for (let from = 0; from < ids.length; from += PAGE) {
      const part = ids.slice(from, from + PAGE);
      const entries = await makeEntries(db, kind, part);
      // What there is no row for any more has no entry either; languages that went go as well.
      await db
        .deleteFrom("searchEntries")
        .where("kind", "=", kind)
        .where(sql<boolean>`id = any(${part}::text[])`)
        .execute();
      if (entries.length === 0) continue;
      await db
        .insertInto("searchEntries")
        .values(entries.map(({ tokens, ...entry }) => ({ ...entry, tokens: sql<string>`${tokens}::tsvector` })))
        .execute();
    }
  }
}
