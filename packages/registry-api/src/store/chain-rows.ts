import type { Insertable } from "kysely";
import type { ChainRow } from "./tables/chain-row.js";
import type { Tables } from "./tables.js";

/** What every row made from a log holds. */
export const PLACE_COLUMNS = ["blockNumber", "blockHash", "logIndex", "transactionHash", "at"] as const;

/** Where the chain says what a row holds. */
export type Place = Insertable<ChainRow>;

/**
 * Every table that the indexer alone writes, with the columns that it writes beside those of the place: what the
 * chain's events say. The order of tables is that of digests; a new one goes to the end.
 */
export const CHAIN_COLUMNS = {
  lenses: ["lens"],
  policyListings: ["policy", "listed"],
  rubricListings: ["rubric", "listed"],
  institutions: ["institution", "name", "domain", "country", "kind", "profileDigest"],
  standings: ["institution", "sequence", "standing", "successor", "recordsKeeper", "ground", "document"],
  standingAppeals: ["institution", "sequence", "document"],
  profiles: ["institution", "sequence", "profileDigest"],
  keys: ["institution", "key", "purposes", "fromAt", "untilAt", "data"],
  keyRetirements: ["institution", "key", "untilAt"],
  keyCompromises: ["institution", "key", "sinceAt"],
  courses: ["course", "institution", "code"],
  courseParts: ["course", "institution", "part", "change", "predecessor"],
  versions: ["version", "course", "descriptorDigest", "previous", "minor", "publisher"],
  versionRetirements: ["version", "teachOutUntilAt", "byInstitution"],
  rubrics: ["rubric", "publisher", "digest", "headerLow", "headerHigh"],
  rounds: [
    "round",
    "version",
    "rubric",
    "n",
    "owner",
    "convener",
    "purpose",
    "basis",
    "route",
    "seatsWanted",
    "validity",
    "reviewUntilAt",
    "document",
  ],
  roundSteps: ["round", "step", "excluded", "ground"],
  roundAppeals: ["round", "appealOf"],
  seats: ["round", "seat", "institution", "role", "affiliations", "signer", "signerId"],
  seatObjections: ["round", "seat", "owner", "document"],
  seatRequests: ["round", "institution", "role"],
  seals: ["round", "seat", "commitment"],
  reviews: ["round", "seat", "sequence", "reviewDigest", "ratings"],
  replies: ["round", "owner", "replyDigest"],
  decisions: ["policy", "round", "version", "rubric", "outcome", "expiresAt"],
  closedConditions: ["round", "convener", "document"],
  carriedDecisions: ["round", "version", "convener", "steps"],
  rescissions: ["round", "ground"],
  concerns: ["concern", "version", "n", "filedBy", "document"],
  concernSteps: ["concern", "institution", "step", "document"],
  chainAnchors: ["institution", "number", "root", "size", "courseVersion", "key"],
  statusChanges: ["ordinal", "institution", "number", "action", "word", "mask"],
} as const satisfies { readonly [T in keyof Tables]?: readonly (keyof Insertable<Tables[T]>)[] };

/** A table of the chain's events. */
export type ChainTable = keyof typeof CHAIN_COLUMNS;

export const CHAIN_TABLES = Object.keys(CHAIN_COLUMNS) as readonly ChainTable[];

type Values<T extends ChainTable> = Omit<Insertable<Tables[T]>, keyof ChainRow>;

/** One row for one of them. */
export type ChainRowOf = {
  readonly [T in ChainTable]: { readonly table: T; readonly place: Place; readonly values: Values<T> };
}[ChainTable];

export function row<T extends ChainTable>(table: T, place: Place, values: Values<T>): ChainRowOf {
  // Each table's row is one member of the union; TypeScript does not follow that through the parameter.
  return { table, place, values } as ChainRowOf;
}

/** The name in the database of one in `Tables`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
