import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { Db } from "../database.js";
import { findPublished } from "../documents.js";
import type { SearchKind } from "../tables/search.js";
import { batchTexts, entriesOf, idTexts, type SearchEntry, type Texts, textsOf } from "./entries.js";

/** An entry to be made. */
export type Wanted = { readonly kind: SearchKind; readonly id: string };

/** Entries of some things of one kind, from the rows as they are now. */
export async function makeEntries(db: Db, kind: SearchKind, ids: readonly string[]): Promise<readonly SearchEntry[]> {
  switch (kind) {
    case "institution":
      return ofInstitutions(db, ids);
    case "course":
      return ofCourses(db, ids);
    case "version":
      return ofVersions(db, ids);
    case "round":
      return ofRounds(db, ids);
    case "batch":
      return ofBatches(db, ids);
  }
}

type Reader = (digest: Hex) => readonly Texts[];

async function readerOf(db: Db, digests: readonly Hex[]): Promise<Reader> {
  const documents = await findPublished(db, digests);
  return (digest) => textsOf(documents.get(digest)?.canonical ?? null);
}

async function ofInstitutions(db: Db, ids: readonly string[]): Promise<readonly SearchEntry[]> {
  const rows = await db
    .selectFrom("institutionsNow")
    .select(["institution", "name", "domain", "country", "kind", "currentProfileDigest"])
    .where(sql<boolean>`institution = any(${ids}::bigint[])`)
    .execute();
  const read = await readerOf(
    db,
    rows.map((row) => row.currentProfileDigest),
  );
  return rows.flatMap((row) =>
    entriesOf({
      kind: "institution",
      id: String(row.institution),
      institution: row.institution,
      title: row.name,
      known: [
        { text: row.name, weight: "A" },
        { text: row.domain, weight: "B" },
        { text: `${row.country} ${row.kind} ${row.institution}`, weight: "C" },
      ],
      source: row.currentProfileDigest,
      texts: read(row.currentProfileDigest),
    }),
  );
}

async function ofCourses(db: Db, ids: readonly string[]): Promise<readonly SearchEntry[]> {
  const rows = await db
    .selectFrom("courses")
    .innerJoin("institutions", "institutions.institution", "courses.institution")
    .select(["courses.course", "courses.code", "courses.institution", "institutions.name"])
    .select(
      sql<Hex | null>`(select descriptor_digest from versions where versions.course = courses.course
        order by position desc limit 1)`.as("descriptor"),
    )
    .where(sql<boolean>`courses.course = any(${ids}::text[])`)
    .execute();
  const read = await readerOf(
    db,
    rows.flatMap(({ descriptor }) => (descriptor === null ? [] : [descriptor])),
  );
  return rows.flatMap((row) =>
    entriesOf({
      kind: "course",
      id: row.course,
      institution: row.institution,
      title: row.code,
      known: [{ text: row.code, weight: "A" }, ...idTexts(row.course), { text: row.name, weight: "C" }],
      source: row.descriptor ?? "",
      texts: row.descriptor === null ? [] : read(row.descriptor),
    }),
  );
}

/** Versions with their course and publisher, whatever refers to them. */
function versions(db: Db) {
  return db
    .selectFrom("versions")
    .innerJoin("courses", "courses.course", "versions.course")
    .innerJoin("institutions", "institutions.institution", "versions.publisher")
    .select(["versions.version", "versions.descriptorDigest", "versions.publisher", "courses.code"])
    .select(["versions.course", "institutions.name"]);
}

async function ofVersions(db: Db, ids: readonly string[]): Promise<readonly SearchEntry[]> {
  const rows = await versions(db).where(sql<boolean>`versions.version = any(${ids}::text[])`).execute();
  const read = await readerOf(
    db,
    rows.map((row) => row.descriptorDigest),
  );
  return rows.flatMap((row) =>
    entriesOf({
      kind: "version",
      id: row.version,
      institution: row.publisher,
      title: row.code,
      known: [{ text: row.code, weight: "A" }, ...idTexts(row.version), { text: row.name, weight: "C" }],
      source: row.descriptorDigest,
      texts: read(row.descriptorDigest),
    }),
  );
}

async function ofRounds(db: Db, ids: readonly string[]): Promise<readonly SearchEntry[]> {
  const rows = await versions(db)
    .innerJoin("rounds", "rounds.version", "versions.version")
    .innerJoin("institutions as conveners", "conveners.institution", "rounds.convener")
    .select(["rounds.round", "rounds.convener", "rounds.route", "rounds.n", "conveners.name as convenerName"])
    .where(sql<boolean>`rounds.round = any(${ids}::text[])`)
    .execute();
  const read = await readerOf(
    db,
    rows.map((row) => row.descriptorDigest),
  );
  return rows.flatMap((row) =>
    entriesOf({
      kind: "round",
      id: row.round,
      institution: row.convener,
      title: `${row.code} #${row.n}`,
      known: [
        { text: row.code, weight: "B" },
        ...idTexts(row.round, row.version),
        { text: `${row.convenerName} ${row.name} ${row.route}`, weight: "C" },
      ],
      source: row.descriptorDigest,
      texts: read(row.descriptorDigest).map((text) => ({ ...text, body: "" })),
    }),
  );
}

async function ofBatches(db: Db, ids: readonly string[]): Promise<readonly SearchEntry[]> {
  const keys = ids.map((id) => id.split("-"));
  const rows = await versions(db)
    .innerJoin("chainAnchors", "chainAnchors.courseVersion", "versions.version")
    .innerJoin("institutions as issuers", "issuers.institution", "chainAnchors.institution")
    .select(["chainAnchors.institution", "chainAnchors.number", "issuers.name as issuerName"])
    .where(
      sql<boolean>`(chain_anchors.institution, chain_anchors.number) in (select * from unnest(
        ${keys.map(([institution]) => institution)}::bigint[], ${keys.map(([, number]) => number)}::numeric[]))`,
    )
    .execute();
  const read = await readerOf(
    db,
    rows.map((row) => row.descriptorDigest),
  );
  return rows.flatMap((row) =>
    entriesOf({
      kind: "batch",
      id: `${row.institution}-${row.number}`,
      institution: row.institution,
      title: `${row.code} ${row.institution}-${row.number}`,
      known: [
        ...batchTexts(row.institution, row.number),
        { text: row.code, weight: "B" },
        { text: row.issuerName, weight: "C" },
      ],
      source: row.descriptorDigest,
      texts: read(row.descriptorDigest).map((text) => ({ ...text, body: "" })),
    }),
  );
}
