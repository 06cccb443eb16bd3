import { getBytes } from "ethers/utils";
import { canonical } from "../core/json.js";
import type { JsonObject } from "../core/types.js";
import { listOf } from "../core/values.js";
import { decodeBase58 } from "./base58.js";
import { VC_CONTEXT } from "./contexts.js";
import type { KeyType, Multikey } from "./multikey.js";
import { PLAIN_TOOLS, type ProofTools } from "./proof-tools.js";
import { type Budget, canonicalQuads, freshBudget, hashOf, type RdfHash } from "./rdfc.js";

type Form = {
  /** How the document becomes bytes; `selective`: statement by statement, in `sd.ts`. */
  readonly canonical: "rdfc" | "jcs" | "selective";
  readonly keys: readonly KeyType[];
};

const FORMS = {
  "eddsa-rdfc-2022": { canonical: "rdfc", keys: ["Ed25519"] },
  "eddsa-jcs-2022": { canonical: "jcs", keys: ["Ed25519"] },
  "ecdsa-rdfc-2019": { canonical: "rdfc", keys: ["P-256", "P-384"] },
  "ecdsa-jcs-2019": { canonical: "jcs", keys: ["P-256", "P-384"] },
  "ecdsa-sd-2023": { canonical: "selective", keys: ["P-256"] },
  Ed25519Signature2020: { canonical: "rdfc", keys: ["Ed25519"] },
} as const satisfies Readonly<Record<string, Form>>;

/** Name of a suite that is verified fully. */
export type SupportedSuite = keyof typeof FORMS;
/** Cryptosuites (and one older proof type) whose proofs are verified fully; any other is named as unsupported. */
export const SUPPORTED_SUITES = [
  "eddsa-rdfc-2022",
  "eddsa-jcs-2022",
  "ecdsa-rdfc-2019",
  "ecdsa-jcs-2019",
  "ecdsa-sd-2023",
  "Ed25519Signature2020",
] as const satisfies readonly SupportedSuite[];

/** The supported suite that a proof is of, or null. */
export function supportedSuite({ type, cryptosuite }: JsonObject): SupportedSuite | null {
  if (type === "Ed25519Signature2020") return type;
  return SUPPORTED_SUITES.find((name) => type === "DataIntegrityProof" && name === cryptosuite) ?? null;
}

/** How a suite makes bytes of a document, and which keys it takes. */
export function formOf(suite: SupportedSuite): Form {
  return FORMS[suite];
}

/**
 * What a signature check came to. `base`: right, and a base proof of selective disclosure, which only its holder should
 * have. `too-complex`: given up. `ambiguous`: wrong as the suite is written, but a known fault of other programs would
 * explain it.
 */
export type SignatureOutcome = "verified" | "base" | "invalid" | "too-complex" | "ambiguous";

/** A document without its proofs, and how much work may still be done about it. */
export type Signed = {
  readonly document: JsonObject;
  readonly budget: Budget;
  readonly hashes: Map<RdfHash, Uint8Array>;
  readonly tools: ProofTools;
};

/** Starts the checks of the proofs of one document; it is canonicalised once for all that sign the same. */
export function signedDocument(document: JsonObject, tools: ProofTools = PLAIN_TOOLS): Signed {
  return { document, budget: freshBudget(), hashes: new Map(), tools };
}

/**
 * Whether a proof's signature is that of a key: neither dates nor status. With `previous`, the proofs that it follows,
 * it must cover these too.
 */
export async function checkSignature(
  signed: Signed,
  suite: SupportedSuite,
  proof: JsonObject,
  key: Multikey,
  previous: readonly JsonObject[] = [],
): Promise<SignatureOutcome> {
  const outcome = await checkOnce(signed, suite, proof, key, previous);
  if (outcome !== "invalid" || signed.tools.shapes === null) return outcome;
  // A shape's word is enough for a signature that fits, and not for one that does not.
  const withoutShapes = { ...signed, hashes: new Map(), tools: { ...signed.tools, shapes: null } };
  return checkOnce(withoutShapes, suite, proof, key, previous);
}

async function checkOnce(
  signed: Signed,
  suite: SupportedSuite,
  proof: JsonObject,
  key: Multikey,
  previous: readonly JsonObject[],
): Promise<SignatureOutcome> {
  const { budget } = signed;
  const verify = await signed.tools.verifierOf(key);
  if (verify === null) return "invalid";
  try {
    if (FORMS[suite].canonical === "selective") {
      const { proofValue, ...options } = proof;
      // Few proofs are of this suite, which has libraries of its own.
      const { verifySelective } = await import("./sd.js");
      return await verifySelective({
        document: withProofs(signed.document, previous),
        options: proofOptions(signed.document, suite, options),
        proofValue,
        verify,
        budget,
      });
    }
    const signature = base58Bytes(proof.proofValue, key.type === "P-384" ? 96 : 64);
    if (signature === null) return "invalid";
    const data = await signedBytes(signed, suite, proof, key.type, previous);
    return (await verify(data, signature)) ? "verified" : "invalid";
  } catch {
    return budget.spent ? "too-complex" : "invalid";
  }
}

/**
 * The bytes that a signature is made over: the hash of the proof without its value, then that of the document.
 * Source: Data Integrity EdDSA and ECDSA Cryptosuites 1.0, sections "Hashing".
 *
 * @throws where JSON-LD cannot be read fully, or the budget is spent
 */
export async function signedBytes(
  { document, budget, hashes, tools }: Signed,
  suite: SupportedSuite,
  proof: JsonObject,
  keyType: KeyType,
  previous: readonly JsonObject[] = [],
): Promise<Uint8Array> {
  const hash: RdfHash = keyType === "P-384" ? "SHA-384" : "SHA-256";
  const { proofValue: _, ...options } = proof;
  const secured = withProofs(document, previous);
  if (FORMS[suite].canonical === "jcs") {
    const context = options["@context"];
    const unsecured = context === undefined ? secured : { ...secured, "@context": context };
    return concat(await hashOf(canonical(options), hash), await hashOf(canonical(unsecured), hash));
  }
  const quads = async (input: JsonObject) => {
    const byLibrary = () => canonicalQuads(input, budget, { hash });
    if (tools.shapes === null || hash !== "SHA-256") return hashOf(await byLibrary(), hash);
    return getBytes(`0x${(await tools.shapes.canonicalHash(input, byLibrary)).hash}`);
  };
  const cached = previous.length === 0 ? hashes.get(hash) : undefined;
  const documentHash = cached ?? (await quads(secured));
  if (previous.length === 0) hashes.set(hash, documentHash);
  return concat(await quads(proofOptions(document, suite, options)), documentHash);
}

const DATA_INTEGRITY_CONTEXT = "https://w3id.org/security/data-integrity/v2";

/** A proof as a document of its own: in the document's words, and where these have none for proofs, in the suite's. */
export function proofOptions(document: JsonObject, suite: SupportedSuite, options: JsonObject): JsonObject {
  const context = options["@context"] ?? document["@context"] ?? [];
  const contexts = listOf(context);
  const speaksOfProofs =
    suite === "Ed25519Signature2020" || contexts.includes(VC_CONTEXT) || contexts.includes(DATA_INTEGRITY_CONTEXT);
  return { ...options, "@context": speaksOfProofs ? context : [...contexts, DATA_INTEGRITY_CONTEXT] };
}

function withProofs(document: JsonObject, previous: readonly JsonObject[]): JsonObject {
  return previous.length === 0 ? document : { ...document, proof: previous };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Uint8Array.from([...a, ...b]);
}

/** Bytes of a base58 multibase text; null unless it is the one text of exactly so many. */
function base58Bytes(text: unknown, length: number): Uint8Array | null {
  // Reading base58 takes time that grows with the square of its length.
  if (typeof text !== "string" || !/^z[1-9A-HJ-NP-Za-km-z]{64,132}$/.test(text)) return null;
  const bytes = decodeBase58(text.slice(1));
  return bytes?.length === length ? bytes : null;
}
