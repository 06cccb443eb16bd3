import type { z } from "zod";
import { jsonObject } from "../core/fields.js";
import type { JsonObject } from "../core/types.js";
import { Course, CoursePage, type CourseQuery } from "../wire/courses.js";
import type { DownloadQuery } from "../wire/credentials.js";
import { DecisionList, DecisionPage, type DecisionQuery } from "../wire/decisions.js";
import { StoredDocument } from "../wire/documents.js";
import { Health, Readiness } from "../wire/health.js";
import {
  InstitutionDetail,
  InstitutionPage,
  type InstitutionQuery,
  KeyPage,
  StandingPage,
} from "../wire/institutions.js";
import { Network } from "../wire/network.js";
import {
  Anchor,
  AnchorPage,
  type AnchorQuery,
  Block,
  ConcernPage,
  type ConcernQuery,
  HistoryPage,
  type HistoryQuery,
  ListingPage,
  type ListingQuery,
  ProfilePage,
  RoundSeatPage,
  type SeatQuery,
  StatusChangePage,
  type VersionQuery,
} from "../wire/records.js";
import { ReviewPage, RoundDetail, RoundPage, type RoundQuery, SeatPage } from "../wire/rounds.js";
import { RubricDetail, RubricPage, type RubricQuery } from "../wire/rubrics.js";
import { SearchPage, type SearchQuery } from "../wire/search.js";
import { StatusListCredential } from "../wire/status-lists.js";
import { Concern, type EndorsementQuery, VersionDetail, VersionPage } from "../wire/versions.js";
import { callsOn, request, requestBytes, type Transport } from "./request.js";

type Filter<Q extends z.ZodType> = Partial<z.output<Q>>;
type PageOptions = { readonly limit?: number; readonly cursor?: string };

/** Calls that only read. Lists give one page; {@link pages} goes through all of them. */
export function readCalls(transport: Transport) {
  const { at, get } = callsOn(transport);
  return {
    health: () => get("/healthz", Health),
    readiness: () => get("/readyz", Readiness),
    network: () => get(at("network"), Network),
    /** What the registry says of itself, signed with its own key. */
    statement: () => get(at("statement"), jsonObject),
    /** Institutions, courses, versions, rounds and batches by words, best first. */
    search: (query: Filter<typeof SearchQuery> & { readonly q: string }) => get(at("search"), SearchPage, query),
    institutions: {
      list: (query: Filter<typeof InstitutionQuery> = {}) => get(at("institutions"), InstitutionPage, query),
      get: (id: number) => get(at("institutions", id), InstitutionDetail),
      /** Its profile, signed by the institution. */
      profile: (id: number) => get(at("institutions", id, "profile"), jsonObject),
      did: (id: number) => get(at("institutions", id, "did.json"), jsonObject),
      keys: (id: number, page: PageOptions = {}) => get(at("institutions", id, "keys"), KeyPage, page),
      profiles: (id: number, page: PageOptions = {}) => get(at("institutions", id, "profiles"), ProfilePage, page),
      standings: (id: number, page: PageOptions = {}) => get(at("institutions", id, "standings"), StandingPage, page),
    },
    courses: {
      list: (query: Filter<typeof CourseQuery> = {}) => get(at("courses"), CoursePage, query),
      get: (id: string) => get(at("courses", id), Course),
      versions: (id: string, page: PageOptions = {}) => get(at("courses", id, "versions"), VersionPage, page),
    },
    versions: {
      list: (query: Filter<typeof VersionQuery> = {}) => get(at("versions"), VersionPage, query),
      get: (id: string) => get(at("versions", id), VersionDetail),
      /** In the European Learning Model, JSON-LD. */
      elm: (id: string) => get(at("versions", id, "elm"), jsonObject),
      /** The decision on it as an endorsement that an institution signs. */
      endorsement: (id: string, query: Filter<typeof EndorsementQuery> = {}) =>
        get(at("versions", id, "endorsement"), jsonObject, query),
    },
    rubrics: {
      list: (query: Filter<typeof RubricQuery> = {}) => get(at("rubrics"), RubricPage, query),
      get: (id: string) => get(at("rubrics", id), RubricDetail),
    },
    /** Batches that the chain holds, whichever registry anchored them. */
    anchors: {
      list: (query: Filter<typeof AnchorQuery> = {}) => get(at("anchors"), AnchorPage, query),
      get: (institution: number, number: number | string) => get(at("anchors", institution, number), Anchor),
      changes: (institution: number, number: number | string, page: PageOptions = {}) =>
        get(at("anchors", institution, number, "changes"), StatusChangePage, page),
    },
    concerns: {
      list: (query: Filter<typeof ConcernQuery> = {}) => get(at("concerns"), ConcernPage, query),
      get: (id: string) => get(at("concerns", id), Concern),
    },
    seats: (query: Filter<typeof SeatQuery> = {}) => get(at("seats"), RoundSeatPage, query),
    listings: (query: Filter<typeof ListingQuery> = {}) => get(at("listings"), ListingPage, query),
    /** What the chain said, oldest first; as it comes: `events.feed`. */
    history: (query: Filter<typeof HistoryQuery> = {}) => get(at("history"), HistoryPage, query),
    block: (number: number) => get(at("blocks", number), Block),
    rounds: {
      list: (query: Filter<typeof RoundQuery> = {}) => get(at("rounds"), RoundPage, query),
      get: (id: string) => get(at("rounds", id), RoundDetail),
      seats: (id: string, page: PageOptions = {}) => get(at("rounds", id, "seats"), SeatPage, page),
      reviews: (id: string, page: PageOptions = {}) => get(at("rounds", id, "reviews"), ReviewPage, page),
    },
    /** A credential as the files that people keep, while its text is held for delivery. */
    credentials: {
      get: (digest: string) => get(at("credentials", digest), jsonObject),
      badgePng: (digest: string) => requestBytes(transport, { path: at("credentials", digest, "badge.png") }),
      badgeSvg: (digest: string) => requestBytes(transport, { path: at("credentials", digest, "badge.svg") }),
      certificate: (digest: string, query: Filter<typeof DownloadQuery> = {}) =>
        requestBytes(transport, { path: at("credentials", digest, "certificate.pdf"), query }),
    },
    decisions: {
      list: (query: Filter<typeof DecisionQuery> = {}) => get(at("decisions"), DecisionPage, query),
      ofRound: (round: string) => get(at("decisions", round), DecisionList),
    },
    statusLists: {
      /** The signed list of a batch: `{institution}-{number}-{revocation|suspension}`. Check its proof before trusting it. */
      get: (id: string) => get(`/status/${encodeURIComponent(id)}`, StatusListCredential),
    },
    documents: {
      /** The document; check it against its digest before trusting it. */
      get: (digest: string): Promise<JsonObject> => get(at("documents", digest), jsonObject),
      /** What the registry holds of it, whether it is shown or not. */
      state: (digest: string) => get(at("documents", digest, "state"), StoredDocument),
      /** Gives the registry a document that the chain names. */
      put: (digest: string, document: JsonObject) =>
        request(transport, { method: "PUT", path: at("documents", digest), answer: StoredDocument, body: document }),
      setState: (digest: string, state: StoredDocument["state"]) =>
        request(transport, {
          method: "PUT",
          path: at("documents", digest, "state"),
          answer: StoredDocument,
          body: { state },
        }),
    },
  };
}

/**
 * Every entry of a list, page by page.
 *
 * @example `for await (const course of pages((page) => client.courses.list(page))) { ... }`
 */
export async function* pages<T>(
  list: (page: {
    readonly limit: number;
    readonly cursor?: string;
  }) => Promise<{ data: readonly T[]; next: string | null }>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | null | undefined;
  do {
    const page = await list({ limit: 100, ...(cursor === undefined || cursor === null ? {} : { cursor }) });
    yield* page.data;
    cursor = page.next;
  } while (cursor !== null);
}
