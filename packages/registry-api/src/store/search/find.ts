import { createHash } from "node:crypto";
import { PeersealError } from "@peerseal/sdk";
import { sql } from "kysely";
import type { Db } from "../database.js";
import type { Page } from "../pages.js";
import type { SearchKind } from "../tables/search.js";
import { queryOf } from "./tokens.js";

export type SearchRequest = {
  readonly q: string;
  readonly kind?: SearchKind | undefined;
  /** Preferred language; empty: none. */
  readonly language: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

export type Hit = {
  readonly kind: SearchKind;
  readonly id: string;
  readonly language: string;
  readonly institution: number | null;
  readonly title: string;
  readonly body: string;
  readonly score: number;
};

type Place = { readonly score: number; readonly kind: string; readonly id: string };

/**
 * Finds what has all words, best first: each thing once, in the preferred language where that matches. Pages go on
 * behind the last that was shown, by score, kind and id.
 *
 * @throws PeersealError `cursor-invalid`
 */
export async function search(db: Db, request: SearchRequest): Promise<Page<Hit>> {
  const { kind, language, limit } = request;
  const list = listOf(request);
  const after = request.cursor === undefined ? null : placeOf(list, request.cursor);
  const query = queryOf(request.q);
  if (query === null) return { data: [], next: null };
  const ofKind = kind === undefined ? sql`` : sql`and kind = ${kind}`;
  const behind =
    after === null ? sql`` : sql`where (-score, kind, id) > (${-after.score}::bigint, ${after.kind}, ${after.id})`;
  const { rows } = await sql<Hit>`
    with wanted as (select ${query}::tsquery as query),
    hits as (
      select kind, id, language, institution, title, body,
        -- Weights of D, C, B, A; long texts count less. Whole numbers, so that pages agree.
        round(ts_rank('{0.05, 0.2, 0.5, 1}', tokens, query, 1) * 1000000)::bigint as score
      from search_entries, wanted where tokens @@ query ${ofKind}
    ),
    best as (
      select distinct on (kind, id) * from hits order by kind, id, (language = ${language}) desc, score desc, language
    )
    select * from best ${behind} order by score desc, kind, id limit ${limit + 1}
  `.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { data: shown, next: rows.length > limit && last !== undefined ? cursorOf(list, last) : null };
}

/** Short however long the words are. */
function listOf({ q, kind, language }: SearchRequest): string {
  const text = JSON.stringify([q, kind ?? "", language]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

function cursorOf(list: string, { score, kind, id }: Place): string {
  return Buffer.from(`1:${list}:${score}:${kind}:${id}`, "utf8").toString("base64url");
}

function placeOf(list: string, cursor: string): Place {
  const match = /^1:([\w-]{16}):(\d{1,15}):([a-z]{1,20}):([0-9a-fx-]{1,80})$/.exec(
    Buffer.from(cursor, "base64url").toString("utf8"),
  );
  if (match === null || match[1] !== list) {
    throw new PeersealError("cursor-invalid", "This cursor does not belong to this search.");
  }
  return { score: Number(match[2]), kind: match[3] ?? "", id: match[4] ?? "" };
}
