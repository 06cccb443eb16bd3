import {
  didDocument,
  hasWebDid,
  institutionDid,
  institutionUrn,
  type JsonObject,
  type LoadDid,
  multikeyText,
  type NetworkId,
  PeersealError,
  PURPOSES,
} from "@peerseal/sdk";
import { readHeadTime } from "../store/blocks.js";
import type { Db } from "../store/database.js";
import { allKeys, findByDomain, type InstitutionRow } from "../store/institutions.js";

/** Bit of the key purpose `issue`. */
const ISSUE = 1 << PURPOSES.indexOf("issue");
const METHOD = "did:web:";

/** What DID documents are made from. */
export type DidDeps = { readonly db: Db; readonly network: NetworkId; readonly now: () => number };

/**
 * The DID document of an institution, from the keys that the chain holds for it.
 *
 * @throws PeersealError `not-found` where its domain is none that a DID could stand on
 */
export async function documentOf(deps: DidDeps, row: InstitutionRow): Promise<JsonObject> {
  if (!hasWebDid(row.domain)) {
    throw new PeersealError("not-found", `Institution ${row.institution} has no domain that a DID could stand on.`);
  }
  // The chain's clock may be ahead of ours; what it recorded has happened.
  const now = Math.max(deps.now(), await readHeadTime(deps.db));
  return didDocument({
    did: institutionDid(row.domain),
    keys: await issuingKeys(deps.db, row, now),
    alsoKnownAs: [institutionUrn(deps.network, row.institution)],
  });
}

/** Multikeys of the institution's keys that may issue at `now`. Who is no active member may issue nothing. */
async function issuingKeys(db: Db, row: InstitutionRow, now: number): Promise<readonly string[]> {
  if (row.standing !== "active") return [];
  const keys = await allKeys(db, row.institution);
  return keys.flatMap((key) => {
    const live = key.fromAt <= now && (key.endsAt === 0 || key.endsAt > now) && key.compromisedSinceAt === 0;
    if (!live || (key.purposes & ISSUE) === 0) return [];
    return multikeyText(Buffer.from(key.data.slice(2), "hex")) ?? [];
  });
}

/** Resolves the `did:web` of institutions of this network from what the chain says; null for every other DID. */
export function chainDids(deps: DidDeps): LoadDid {
  return async (did) => {
    const domain = did.startsWith(METHOD) ? did.slice(METHOD.length) : "";
    if (!hasWebDid(domain) || institutionDid(domain) !== did) return null;
    const row = await findByDomain(deps.db, domain);
    return row === null ? null : documentOf(deps, row);
  };
}
