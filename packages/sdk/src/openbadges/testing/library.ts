/// <reference path="../types/digitalbazaar.d.ts" />
import { type Cryptosuite, DataIntegrityProof, type DocumentLoader } from "@digitalbazaar/data-integrity";
import { cryptosuite as ecdsaRdfc } from "@digitalbazaar/ecdsa-rdfc-2019-cryptosuite";
import * as ecdsaSd from "@digitalbazaar/ecdsa-sd-2023-cryptosuite";
import { Ed25519Signature2020 } from "@digitalbazaar/ed25519-signature-2020";
import * as eddsaJcs from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import { cryptosuite as eddsaRdfc } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import type { JsonObject } from "../../core/types.js";
import { isObject, listOf } from "../../core/values.js";
import { loadContext } from "../contexts.js";
import type { CredentialKey } from "../keys.js";

/*
 * The same acts by the suites of another maker, used directly: the second opinion of the tests.
 */

type Suite = Omit<Cryptosuite, "canonize">;
type LibrarySuite = "eddsa-rdfc-2022" | "eddsa-jcs-2022" | "ecdsa-rdfc-2019" | "ecdsa-sd-2023" | "Ed25519Signature2020";

const purpose = {
  term: "assertionMethod",
  update: async (proof: Record<string, unknown>) => ({ ...proof, proofPurpose: "assertionMethod" }),
};

const SIGN: Readonly<Record<Exclude<LibrarySuite, "Ed25519Signature2020">, (pointers: readonly string[]) => Suite>> = {
  "eddsa-rdfc-2022": () => eddsaRdfc,
  "eddsa-jcs-2022": () => eddsaJcs.createSignCryptosuite(),
  "ecdsa-rdfc-2019": () => ecdsaRdfc,
  "ecdsa-sd-2023": (mandatoryPointers) => ecdsaSd.createSignCryptosuite({ mandatoryPointers }),
};
const VERIFY: Readonly<Record<string, () => Suite>> = {
  "eddsa-rdfc-2022": () => eddsaRdfc,
  "eddsa-jcs-2022": () => eddsaJcs.createVerifyCryptosuite(),
  "ecdsa-rdfc-2019": () => ecdsaRdfc,
  "ecdsa-sd-2023": () => ecdsaSd.createVerifyCryptosuite(),
};

/** Signs as the library does; the document gets one proof, in an array. */
export async function librarySign(
  document: JsonObject,
  options: {
    readonly suite: LibrarySuite;
    readonly key: Pick<CredentialKey, "signer">;
    readonly created: string;
    readonly mandatoryPointers?: readonly string[];
  },
): Promise<JsonObject> {
  const { suite, key, created, mandatoryPointers = [] } = options;
  const signing = { signer: key.signer, date: created };
  const proofs =
    suite === "Ed25519Signature2020"
      ? new Ed25519Signature2020(signing)
      : new DataIntegrityProof({ ...signing, cryptosuite: SIGN[suite](mandatoryPointers) });
  const unsecured = structuredClone(document);
  const proof = await proofs.createProof({ document: unsecured, purpose, proofSet: [], documentLoader: loadContext });
  return { ...document, proof: [asJson(proof)] };
}

/** Derives as the library does. */
export async function libraryDerive(secured: JsonObject, selectivePointers: readonly string[]): Promise<JsonObject> {
  const { proof, ...document } = structuredClone(secured);
  const cryptosuite = ecdsaSd.createDiscloseCryptosuite({ selectivePointers });
  const proofSet = listOf(proof).filter(isObject);
  const derived = await new DataIntegrityProof({ cryptosuite }).derive({
    document,
    purpose,
    proofSet,
    documentLoader: loadContext,
  });
  return { ...asJson(derived), proof: listOf(asJson(derived).proof) };
}

/** What the library says to each proof. Keys are those that the methods' fragments name. */
export async function libraryVerifies(secured: JsonObject): Promise<boolean[]> {
  const { proof: written, ...document } = secured;
  const results: boolean[] = [];
  for (const proof of listOf(written).filter(isObject)) {
    const name = String(proof.cryptosuite ?? proof.type);
    const make = VERIFY[name];
    const suite = make === undefined ? new Ed25519Signature2020() : new DataIntegrityProof({ cryptosuite: make() });
    const isJcs = name.includes("-jcs-");
    const { verified } = await suite.verifyProof({
      proof: structuredClone(isJcs ? proof : { "@context": document["@context"], ...proof }),
      document: structuredClone(document),
      documentLoader: loaderOf(String(proof.verificationMethod)),
    });
    results.push(verified);
  }
  return results;
}

function loaderOf(method: string): DocumentLoader {
  const [controller = "", publicKeyMultibase = ""] = method.split("#");
  const document = { id: method, type: "Multikey", controller, publicKeyMultibase };
  return async (url) =>
    url === method
      ? { contextUrl: null, documentUrl: url, document: { "@context": MULTIKEY_CONTEXT, ...document } }
      : loadContext(url);
}

const MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1";

function asJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
