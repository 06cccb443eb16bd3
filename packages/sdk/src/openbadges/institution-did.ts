import { encodeBase58 } from "ethers/utils";
import { didWebHost } from "../core/credential/did-web.js";
import { PeersealError } from "../core/errors.js";
import type { JsonObject } from "../core/types.js";
import { type CredentialKey, underDid } from "./keys.js";

/**
 * A credential key under the DID of the institution that it belongs to: `did:web` of its domain, or the key's own
 * `did:key` where no DID could stand on the domain.
 */
export function underDomain(key: CredentialKey, domain: string): CredentialKey {
  return hasWebDid(domain) ? underDid(key, institutionDid(domain)) : key;
}

/** multicodec prefixes of public keys, as varints: Ed25519 (32 bytes follow) and P-256 (33 bytes, compressed). */
const KEY_KINDS = [
  { prefix: [0xed, 0x01], length: 34 },
  { prefix: [0x80, 0x24], length: 35 },
] as const;

/** Whether {@link institutionDid} has a DID for this domain. */
export function hasWebDid(domain: string): boolean {
  // A name of one label is nobody's on the open web.
  return domain.includes(".") && didWebHost(`did:web:${domain}`) === domain.toLowerCase();
}

/**
 * The DID of an institution: `did:web:<its domain>`, the domain whose control it showed to the network at admission.
 * Source: the did:web method specification.
 *
 * @throws `id-malformed` where the domain is no DNS name
 */
export function institutionDid(domain: string): string {
  if (hasWebDid(domain)) return `did:web:${domain.toLowerCase()}`;
  throw new PeersealError("id-malformed", "This is no DNS name that a DID could stand on.", { details: { domain } });
}

/**
 * The multikey text (`z6Mk...`, `zDn...`) of a credential key as the chain's events hold it, prefix included; null for
 * other bytes, such as those of a signer.
 */
export function multikeyText(bytes: Uint8Array): string | null {
  const known = KEY_KINDS.some(
    ({ prefix, length }) => bytes.length === length && prefix.every((byte, i) => bytes[i] === byte),
  );
  return known ? `z${encodeBase58(bytes)}` : null;
}

/**
 * The DID document of an institution, with the credential keys that may issue now as Multikey verification methods. A key
 * that was retired or compromised is in it no more: the web cannot say since when, and the chain can.
 *
 * @param options.keys multikeys of the keys that the chain holds as the institution's for issuing
 */
export function didDocument(options: {
  readonly did: string;
  readonly keys: readonly string[];
  readonly alsoKnownAs?: readonly string[];
}): JsonObject {
  const { did, keys, alsoKnownAs = [] } = options;
  const methods = keys.map((multikey) => `${did}#${multikey}`);
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    ...(alsoKnownAs.length === 0 ? {} : { alsoKnownAs: [...alsoKnownAs] }),
    verificationMethod: keys.map((publicKeyMultibase) => ({
      id: `${did}#${publicKeyMultibase}`,
      type: "Multikey",
      controller: did,
      publicKeyMultibase,
    })),
    assertionMethod: methods,
  };
}
