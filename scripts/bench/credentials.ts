import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { issue, verifyCredential } from "@digitalbazaar/vc";
import {
  type CredentialKey,
  generateCredentialKey,
  type JsonObject,
  loadContext,
  networkId,
  prove,
  signCredential,
} from "@peerseal/sdk";
import { type Comparison, mustAgree } from "./compare.ts";
import { sampleCredentials } from "./sample.ts";

const CREATED = "2026-11-01T00:00:00Z";
const COUNT = 20;

/** Issuing and verifying Open Badges 3.0 with eddsa-rdfc-2022: the SDK, and the library under it called directly. */
export async function credentials(): Promise<Comparison[]> {
  const key = await generateCredentialKey(new Uint8Array(32).fill(7));
  const network = networkId(31_337, `0x${"ab".repeat(20)}`);
  const unsigned = sampleCredentials(COUNT, { network, key, number: 4_503_599_627_370_495 });
  const peer = peerOf(key);

  const signed: JsonObject[] = [];
  for (const credential of unsigned) {
    const ours = await signCredential(credential, key, { created: CREATED });
    mustAgree("the signatures are the same", JSON.stringify(ours).includes(await peer.issue(credential)));
    mustAgree("both verify it", (await oursVerifies(ours)) && (await peer.verify(ours)));
    signed.push(ours);
  }
  const bytes = Buffer.byteLength(JSON.stringify(signed[0]));
  const each =
    <T>(values: readonly T[], act: (value: T) => Promise<unknown>) =>
    async () => {
      for (const value of values) await act(value);
    };
  return [
    {
      id: "issue",
      says: `Issue one Open Badges 3.0 credential of ${bytes} bytes, eddsa-rdfc-2022 (same signature)`,
      operations: COUNT,
      contenders: [
        {
          name: "SDK signCredential",
          run: each(unsigned, (credential) => signCredential(credential, key, { created: CREATED })),
        },
        { name: "@digitalbazaar/vc issue", run: each(unsigned, peer.issue) },
      ],
    },
    {
      id: "prove",
      says: "Verify its proof, without chain or status",
      operations: COUNT,
      contenders: [
        { name: "SDK prove", run: each(signed, oursVerifies) },
        { name: "@digitalbazaar/vc verifyCredential", run: each(signed, peer.verify) },
      ],
    },
  ];
}

async function oursVerifies(credential: JsonObject): Promise<boolean> {
  const { proofs } = await prove(credential);
  return proofs.length === 1 && proofs[0]?.outcome === "verified";
}

/** The library as its readme uses it, with contexts and the issuer's key at hand, so that it loads nothing. */
function peerOf(key: CredentialKey) {
  const { did, multikey, verificationMethod: id } = key;
  const method = {
    "@context": "https://w3id.org/security/multikey/v1",
    id,
    type: "Multikey",
    controller: did,
    publicKeyMultibase: multikey,
  };
  const controller = { "@context": "https://www.w3.org/ns/did/v1", id: did, assertionMethod: [id] };
  const known = new Map<string, object>([
    [id, method],
    [did, controller],
  ]);
  const documentLoader = async (url: string) => {
    const document = known.get(url);
    return document === undefined ? loadContext(url) : { contextUrl: null, documentUrl: url, document };
  };
  return {
    issue: async (credential: JsonObject): Promise<string> => {
      const suite = new DataIntegrityProof({ signer: key.signer, date: CREATED, cryptosuite });
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
