import { parseDateTime } from "../core/credential/format-time.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf, member } from "../core/values.js";
import { multikeyOfJwk } from "./jwk.js";
import { type Multikey, parseMultikey } from "./multikey.js";
import { survey } from "./survey.js";

/** What a proof may be for: the relationship under which a DID document must list its key. */
export type ProofPurpose = "assertionMethod" | "authentication";

/** What a DID document says about one of its verification methods. */
export type Listed =
  | { readonly state: "found"; readonly key: Multikey; readonly jwk: null }
  /** A key that only JOSE uses here, such as RSA. */
  | { readonly state: "found"; readonly key: null; readonly jwk: JsonObject }
  /** It was the DID's, but has been taken back, or its time is over. */
  | { readonly state: "ended"; readonly reason: "method-revoked" | "method-expired"; readonly key: Multikey | null }
  | { readonly state: "not-listed" }
  | { readonly state: "unfit"; readonly reason: UnfitReason }
  | { readonly state: "unsupported" }
  /** Not this DID's document, or none at all. */
  | { readonly state: "malformed" };

/** Why a method that the document has may not sign this. */
export type UnfitReason =
  | "method-not-assertion"
  | "method-not-authentication"
  | "method-controller"
  | "method-key-differs";

const MAX_VALUES = 5_000;
const RELATIONSHIPS = ["assertionMethod", "authentication"] as const;

/**
 * Looks up a verification method in the document of its DID: the document is that DID's, the method stands in it once,
 * under the purpose, controlled by the DID itself; neither revoked nor expired.
 * Source: Controlled Identifiers 1.0, sections 2.2 and 3.3.
 *
 * @param now Unix seconds; without it, a method that has an end is taken for ended
 */
export function lookUpMethod(
  document: JsonObject,
  did: string,
  url: string,
  purpose: ProofPurpose,
  now: number | undefined,
): Listed {
  if (survey(document).values > MAX_VALUES || member(document, "id") !== did) return { state: "malformed" };
  const absolute = (id: JsonValue | undefined) =>
    typeof id === "string" && id.startsWith("#") ? `${did}${id}` : (id ?? null);
  const listed = (name: string) => listOf(member(document, name));
  const isThis = (value: JsonValue): value is JsonObject => isObject(value) && absolute(member(value, "id")) === url;
  const methods = ["verificationMethod", ...RELATIONSHIPS].flatMap((name) => listed(name).filter(isThis));
  const [method] = methods;
  if (method === undefined) return { state: "not-listed" };
  if (methods.length > 1) return { state: "malformed" };
  if (member(method, "controller") !== did) return { state: "unfit", reason: "method-controller" };
  const key = keyOf(method);
  const named = parseMultikey(url.slice(did.length + 1));
  if (key !== null && named !== null && named.multikey !== key.multikey) {
    return { state: "unfit", reason: "method-key-differs" };
  }
  const ended = endOf(method, now);
  // A key that was retired or stolen stays in the document, but under no purpose.
  if (ended !== null) return { state: "ended", reason: ended, key };
  const isForPurpose = listed(purpose).some((entry) => isThis(entry) || absolute(entry) === url);
  if (!isForPurpose) {
    const reason = purpose === "assertionMethod" ? "method-not-assertion" : "method-not-authentication";
    return { state: "unfit", reason };
  }
  if (key !== null) return { state: "found", key, jwk: null };
  const jwk = member(method, "publicKeyJwk");
  const isRsa = isObject(jwk) && member(jwk, "kty") === "RSA" && member(jwk, "d") === undefined;
  return isRsa ? { state: "found", key: null, jwk } : { state: "unsupported" };
}

/** The key of a method in one of the forms that are read; null for any other. */
function keyOf(method: JsonObject): Multikey | null {
  const multibase = member(method, "publicKeyMultibase");
  const jwk = member(method, "publicKeyJwk");
  switch (member(method, "type")) {
    case "Multikey":
      return typeof multibase === "string" ? parseMultikey(multibase) : null;
    case "Ed25519VerificationKey2020": {
      const key = typeof multibase === "string" ? parseMultikey(multibase) : null;
      return key?.type === "Ed25519" ? key : null;
    }
    case "JsonWebKey":
    case "JsonWebKey2020":
      return isObject(jwk) ? multikeyOfJwk(jwk) : null;
    default:
      return null;
  }
}

function endOf(method: JsonObject, now: number | undefined): "method-revoked" | "method-expired" | null {
  for (const [name, reason] of [
    ["revoked", "method-revoked"],
    ["expires", "method-expired"],
  ] as const) {
    const value = member(method, name);
    if (value === undefined) continue;
    const time = typeof value === "string" ? parseDateTime(value) : null;
    // A time that cannot be read is not known to lie ahead.
    if (time === null || now === undefined || time <= now * 1_000) return reason;
  }
  return null;
}
