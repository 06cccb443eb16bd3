import type { Insertable } from "kysely";
import type { Tables } from "./tables.js";

/** What every row made from a log holds. */
const PLACE = ["blockNumber", "blockHash", "logIndex", "transactionHash", "at"] as const;

/**
 * Every table that the indexer alone writes, with the columns that it writes: what the chain's events say. The order of
 * both is that of digests and rebuilds; a new table goes to the end.
 */
export const CHAIN_COLUMNS = {
  lenses: [...PLACE, "lens"],
  policyListings: [...PLACE, "policy", "listed"],
  rubricListings: [...PLACE, "rubric", "listed"],
  institutions: [...PLACE, "institution", "name", "domain", "country", "kind", "profileDigest"],
  standings: [...PLACE, "institution", "sequence", "standing", "successor", "recordsKeeper", "ground", "document"],
  standingAppeals: [...PLACE, "institution", "sequence", "document"],
  profiles: [...PLACE, "institution", "sequence", "profileDigest"],
  keys: [...PLACE, "institution", "key", "purposes", "fromAt", "untilAt", "data"],
  keyRetirements: [...PLACE, "institution", "key", "untilAt"],
  keyCompromises: [...PLACE, "institution", "key", "sinceAt"],
  courses: [...PLACE, "course", "institution", "code"],
  courseParts: [...PLACE, "course", "institution", "part", "change", "predecessor"],
  versions: [...PLACE, "version", "course", "descriptorDigest", "previous", "minor", "publisher"],
  versionRetirements: [...PLACE, "version", "teachOutUntilAt", "byInstitution"],
  rubrics: [...PLACE, "rubric", "publisher", "digest", "headerLow", "headerHigh"],
  rounds: [
    ...PLACE,
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
  roundSteps: [...PLACE, "round", "step", "excluded", "ground"],
  roundAppeals: [...PLACE, "round", "appealOf"],
  seats: [...PLACE, "round", "seat", "institution", "role", "affiliations", "signer", "signerId"],
  seatObjections: [...PLACE, "round", "seat", "owner", "document"],
  seatRequests: [...PLACE, "round", "institution", "role"],
  seals: [...PLACE, "round", "seat", "commitment"],
  reviews: [...PLACE, "round", "seat", "sequence", "reviewDigest", "ratings"],
  replies: [...PLACE, "round", "owner", "replyDigest"],
  decisions: [...PLACE, "policy", "round", "version", "rubric", "outcome", "expiresAt"],
  closedConditions: [...PLACE, "round", "convener", "document"],
  carriedDecisions: [...PLACE, "round", "version", "convener", "steps"],
  rescissions: [...PLACE, "round", "ground"],
  concerns: [...PLACE, "concern", "version", "n", "filedBy", "document"],
  concernSteps: [...PLACE, "concern", "institution", "step", "document"],
  chainAnchors: [...PLACE, "institution", "number", "root", "size", "courseVersion", "key"],
  statusChanges: [...PLACE, "ordinal", "institution", "number", "action", "word", "mask"],
} as const satisfies { readonly [T in keyof Tables]?: readonly (keyof Insertable<Tables[T]>)[] };

/** A table of the chain's events. */
export type ChainTable = keyof typeof CHAIN_COLUMNS;

export const CHAIN_TABLES = Object.keys(CHAIN_COLUMNS) as readonly ChainTable[];

/** One row for one of them. */
export type ChainRowOf = {
  readonly [T in ChainTable]: { readonly table: T; readonly values: Insertable<Tables[T]> };
}[ChainTable];

export function row<T extends ChainTable>(table: T, values: Insertable<Tables[T]>): ChainRowOf {
  // Each table's row is one member of the union; TypeScript does not follow that through the parameter.
  return { table, values } as ChainRowOf;
}

/** The name in the database of one in `Tables`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
