import type { InstitutionDocument } from "../core/documents/index.js";
import { institutionUrn } from "../core/ids.js";
import type { Hex, JsonObject, NetworkId } from "../core/types.js";
import { OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { derivedUrn } from "./endorsement.js";
import type { CredentialIssuer } from "./issue.js";
import { issuerProfile } from "./profile.js";
import { blockNode, type ChainBlock, timeText } from "./quality-node.js";

/** An institution about itself: what the chain holds of it, and its published profile. */
export type InstitutionStatementInput = {
  readonly issuer: CredentialIssuer;
  readonly domain: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly kind: string;
  readonly standing: string;
  readonly profileDigest: Hex;
  /** The `institution/1` document of that digest; null: not published. */
  readonly profile: InstitutionDocument | null;
  readonly block: ChainBlock;
};

/**
 * An institution's profile as an unsigned VCDM 2.0 credential about itself. Deterministic for a block. To be secured with
 * `eddsa-jcs-2022`: it is read as JSON, and needs no JSON-LD processing.
 *
 * @example
 * const statement = institutionStatement(input);
 * await secureDocument(statement, { key, suite: "eddsa-jcs-2022", created: String(statement.validFrom) });
 */
export function institutionStatement(input: InstitutionStatementInput): JsonObject {
  const { issuer, block, profile } = input;
  const { network } = block;
  const body = {
    schema: "peerseal.institution-statement/1",
    institution: institutionUrn(network, issuer.institution),
    name: issuer.name,
    domain: input.domain,
    country: input.country,
    kind: input.kind,
    standing: input.standing,
    profileDigest: input.profileDigest,
    profile: profile === null ? null : structuredClone<JsonObject>(profile),
  };
  return statement("InstitutionStatement", issuerProfile(network, issuer), body, block);
}

/** A registry about itself. It has no authority: it says where it is, what it follows, and whom to write to. */
export type RegistryStatementInput = {
  /** DID of the registry's own key. */
  readonly did: string;
  /** Base address for the world; null: loopback only. */
  readonly url: string | null;
  /** `mailto:` or `https:` where its operator can be reached; null: not given. */
  readonly contact: string | null;
  readonly software: { readonly name: string; readonly version: string };
  readonly network: NetworkId;
  readonly genesis: Hex;
  readonly block: ChainBlock;
};

/** A registry's statement about itself as an unsigned VCDM 2.0 credential; to be secured with `eddsa-jcs-2022`. */
export function registryStatement(input: RegistryStatementInput): JsonObject {
  const { did, url, contact, software, network, genesis, block } = input;
  const body = {
    schema: "peerseal.registry-statement/1",
    url,
    contact,
    software: { ...software },
    network,
    genesis,
    authority: "none",
  };
  const issuer = { id: did, type: ["Profile"], name: "Peerseal registry", ...(url === null ? {} : { url }) };
  return statement("RegistryStatement", issuer, body, block);
}

function statement(type: string, issuer: JsonObject, body: JsonObject, block: ChainBlock): JsonObject {
  return {
    "@context": [VC_CONTEXT, OB_CONTEXT, PEERSEAL_CONTEXT],
    id: derivedUrn({ body, block: block.hash, issuer: issuer.id ?? null }),
    type: ["VerifiableCredential", type],
    issuer,
    validFrom: timeText(block.time),
    credentialSubject: { id: issuer.id ?? null, type: ["Profile"], statementBody: body },
    asOfBlock: blockNode(block),
  };
}
