import type { JWK } from "jose";
import { type DecodedJwt, decodeCredentialJwt } from "../core/credential/jwt.js";
import { issuerNamed } from "../core/credential/names.js";
import { credentialDigest } from "../core/digest.js";
import type { ProofEvidence, ProofResult } from "../core/judge/evidence.js";
import type { JsonObject } from "../core/types.js";
import { isObject, member } from "../core/values.js";
import { attribute, type Finding } from "./attribute.js";
import type { ProofPurpose } from "./did-document.js";
import { jwkOf, multikeyOfJwk, type PublicJwk } from "./jwk.js";
import { claimsFault, headerFault } from "./jwt-claims.js";
import type { KeyType, Multikey } from "./multikey.js";
import { type ProveOptions, prove } from "./prove.js";
import { type LoadDid, type Resolved, remembering, resolveKey, resolveMethod } from "./resolve.js";

/** Algorithms of JWTs that are verified, with the kind of key that each goes with. */
const ALGORITHMS: Readonly<Record<string, KeyType | "RSA">> = {
  EdDSA: "Ed25519",
  ES256: "P-256",
  ES384: "P-384",
  RS256: "RSA",
};
/** Algorithms of JWTs that are verified fully. */
export const JWT_ALGORITHMS: readonly string[] = Object.keys(ALGORITHMS);
/** Bytes of a modulus: RFC 7518, section 3.3, asks for 2,048 bits; beyond 8,192 a check takes long. */
const RSA_MODULUS = /^[\w-]{342,1366}$/;

/**
 * Checks the signature of a credential that came as a JWT, and of any proof inside it: VC-JOSE-COSE (`vc+jwt`), the
 * `vc` claim of VCDM 1.1, and Open Badges 3.0. The registered claims must agree with the credential.
 *
 * The key is the one that `kid` leads to in its DID document. A key in the header (`jwk`) proves nothing about the
 * issuer, who counts as signer only where the issuer's DID lists that very key; URLs in the header are never followed.
 * Unsigned and symmetric algorithms are invalid, and each kind of key goes with its own algorithm only.
 *
 * @param jwt compact JWS without white space
 * @returns results about the decoded credential; the JWT's comes first
 * @throws `open-unrecognised`, `open-damaged`, `json-*`: no credential in a JWT
 */
export async function proveJwt(jwt: string, options: ProveOptions = {}): Promise<ProofEvidence> {
  const decoded = decodeCredentialJwt(jwt);
  const { credential } = decoded;
  const inside = member(credential, "proof") === undefined ? [] : (await prove(credential, options)).proofs;
  const first = await proveDecodedJwt(jwt, decoded, options);
  return { digest: credentialDigest(credential), proofs: [first, ...inside], jwt: true };
}

/**
 * Checks the signature of a JWT that was taken apart already: of a credential, or of a presentation, whose holder stands
 * as `issuer` in it then.
 */
export async function proveDecodedJwt(jwt: string, decoded: DecodedJwt, options: ProveOptions): Promise<ProofResult> {
  const { header, credential } = decoded;
  const algorithm = member(header, "alg");
  const suite = typeof algorithm === "string" ? algorithm : "unknown";
  const method = methodNamed(header, credential);
  const result = (finding: Finding, more: Partial<ProofResult> = {}): ProofResult => ({
    ...finding,
    suite,
    verificationMethod: method,
    key: null,
    controlledByIssuer: false,
    ...more,
  });
  return checkJwt(jwt, decoded, method, options, result);
}

async function checkJwt(
  jwt: string,
  decoded: DecodedJwt,
  method: string | null,
  options: ProveOptions,
  result: (finding: Finding, more?: Partial<ProofResult>) => ProofResult,
): Promise<ProofResult> {
  const { header, credential } = decoded;
  const fault = headerFault(header, options.proofPurpose);
  if (fault !== null) return result(fault);
  const algorithm = String(header.alg);
  const type = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  if (type === undefined) return result({ outcome: "unsupported", reason: "suite-unsupported" });
  const issuer = issuerNamed(credential).id;
  const check = async (actual: string, jwk: JsonObject | PublicJwk | null): Promise<Finding> => {
    if (actual !== type || jwk === null) return { outcome: "invalid", reason: "key-type" };
    if (!(await isSigned(jwt, algorithm, jwk))) return { outcome: "invalid", reason: "signature-invalid" };
    return claimsFault(decoded, options.now) ?? { outcome: "verified", reason: "signature-valid" };
  };
  const byJwk = (jwk: JsonObject) => check(isStrong(jwk) ? "RSA" : "unknown", jwk);
  const byKey = (key: Multikey) => check(key.type, jwkOf(key));
  const resolved = await resolve(header, method, issuer, options);
  const held = member(header, "jwk");
  if (resolved.state === "unresolvable" && resolved.key === null && isObject(held)) {
    const key = multikeyOfJwk(held);
    const { outcome } = await (key === null ? byJwk(held) : byKey(key));
    if (outcome !== "verified" && outcome !== "invalid") return result({ outcome, reason: "key-unresolvable" });
    const told = outcome === "verified" ? "agrees" : "disagrees";
    return result({ outcome: "unresolvable", reason: `key-unresolvable-header-key-${told}` });
  }
  return attribute(resolved, issuer, result, { byKey, byJwk });
}

/** The key of the method; without one, the header's key where the issuer's DID lists it. */
async function resolve(
  header: JsonObject,
  method: string | null,
  issuer: string | null,
  { loadDid, now, proofPurpose }: ProveOptions,
): Promise<Resolved> {
  const more: { loadDid?: LoadDid; now?: number; purpose?: ProofPurpose } = {
    ...(proofPurpose === undefined ? {} : { purpose: proofPurpose }),
    ...(loadDid === undefined ? {} : { loadDid: remembering(loadDid) }),
    ...(now === undefined ? {} : { now }),
  };
  if (method !== null) return resolveMethod(method, more);
  const held = member(header, "jwk");
  if (!isObject(held) || issuer === null) return { state: "unresolvable", key: null, did: null };
  return resolveKey(issuer, held, more);
}

/** The DID URL that the header names as its key: `kid`, alone or after the issuer's DID. */
function methodNamed(header: JsonObject, credential: JsonObject): string | null {
  const kid = member(header, "kid");
  const issuer = issuerNamed(credential).id;
  if (typeof kid === "string" && kid.includes("#")) return kid.startsWith("#") ? `${issuer ?? ""}${kid}` : kid;
  // A did:key has one key: its DID names it.
  const did = typeof kid === "string" && kid.startsWith("did:") ? kid : issuer;
  if (did?.startsWith("did:key:") && member(header, "jwk") === undefined)
    return `${did}#${did.slice("did:key:".length)}`;
  return typeof kid === "string" && issuer?.startsWith("did:") && !kid.includes(":") ? `${issuer}#${kid}` : null;
}

async function isSigned(jwt: string, algorithm: string, jwk: JsonObject | PublicJwk): Promise<boolean> {
  try {
    // Loaded with the first JWT: most credentials come without.
    const { compactVerify, importJWK } = await import("jose");
    const key = await importJWK(bareJwk(jwk), algorithm);
    await compactVerify(jwt, key, { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}

const KEY_MEMBERS = new Set(["kty", "crv", "x", "y", "n", "e"]);

/** The members that make the key, alone: what else stands in a foreign JWK is not for the library to act on. */
function bareJwk(jwk: JsonObject | PublicJwk): JWK {
  const members = Object.entries(jwk).filter(([name, value]) => KEY_MEMBERS.has(name) && typeof value === "string");
  return { kty: "", ...Object.fromEntries(members) };
}

function isStrong(jwk: JsonObject): boolean {
  const [modulus, secret] = [member(jwk, "n"), member(jwk, "d")];
  return (
    member(jwk, "kty") === "RSA" && secret === undefined && typeof modulus === "string" && RSA_MODULUS.test(modulus)
  );
}
