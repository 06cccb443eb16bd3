import { createHash } from "node:crypto";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { issue, verifyCredential } from "@digitalbazaar/vc";
import { type CredentialKey, generateCredentialKey, type JsonObject, loadContext, networkId } from "@peerseal/sdk";

/** Time of signing in every benchmark. */
export const CREATED = "2026-11-01T00:00:00Z";

/** Network, key and batch of the benchmarks' credentials. */
export async function sampleAbout() {
  const key = await generateCredentialKey(new Uint8Array(32).fill(7));
  return { network: networkId(31_337, `0x${"ab".repeat(20)}`), key, number: 4_503_599_627_370_495 };
}

/** The library as its readme uses it, with contexts and the issuers' keys at hand, so that it loads nothing. */
export function peerOf(keys: readonly CredentialKey[]) {
  const known = new Map<string, object>();
  for (const { did, multikey, verificationMethod: id } of keys) {
    known.set(id, {
      "@context": "https://w3id.org/security/multikey/v1",
      id,
      type: "Multikey",
      controller: did,
      publicKeyMultibase: multikey,
    });
    known.set(did, { "@context": "https://www.w3.org/ns/did/v1", id: did, assertionMethod: [id] });
  }
  const documentLoader = async (url: string) => {
    const document = known.get(url);
    return document === undefined ? loadContext(url) : { contextUrl: null, documentUrl: url, document };
  };
  return {
    /** The proof's value. */
    issue: async (credential: JsonObject, { signer }: CredentialKey): Promise<string> => {
      const suite = new DataIntegrityProof({ signer, date: CREATED, cryptosuite });
      const options = { credential: structuredClone(credential), suite, documentLoader, now: CREATED };
      return (await issue(options)).proof.proofValue;
    },
    verify: async (credential: JsonObject): Promise<boolean> => {
      const suite = new DataIntegrityProof({ cryptosuite });
      const checkStatus = async () => ({ verified: true });
      return (await verifyCredential({ credential, suite, documentLoader, now: CREATED, checkStatus })).verified;
    },
  };
}

/** One text for a list of texts. */
export function outcomeOf(texts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text}\n`);
  return hash.digest("hex");
}
