import { type CredentialIssuer, type CredentialKey, PeersealError, underDomain } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { findInstitution } from "../../store/institutions.js";

/** Keys for credentials that institutions lent to this registry, by institution. */
export type Signatories = {
  readonly lent: ReadonlyMap<number, { readonly credential: CredentialKey }>;
};

/** An institution as the issuer of what its lent key signs. */
export type Signatory = { readonly issuer: CredentialIssuer; readonly key: CredentialKey };

/**
 * The institution with its lent key under its DID.
 *
 * @throws PeersealError `not-found`, `key-not-lent`
 */
export async function signatoryOf(deps: Signatories & { readonly db: Db }, institution: number): Promise<Signatory> {
  const row = await findInstitution(deps.db, institution);
  if (row === null) throw new PeersealError("not-found", `There is no institution ${institution} in this network.`);
  const lent = deps.lent.get(institution)?.credential;
  if (lent === undefined) {
    throw new PeersealError("key-not-lent", `Institution ${institution} lent this registry no key.`, {
      details: { institutions: [institution] },
    });
  }
  const key = underDomain(lent, row.domain);
  return { issuer: { institution, name: row.name, did: key.did }, key };
}
