import { fromBase64Url } from "../base64url.js";
import type { PeersealError } from "../errors.js";
import { parseJson } from "../json.js";
import type { JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import { damaged } from "./explain.js";
import { unrecognised } from "./kinds.js";

/** A compact JWS with the credential in it, taken apart. Nothing is checked but its form. */
export type DecodedJwt = {
  readonly header: JsonObject;
  /** Claims as they were signed. */
  readonly payload: JsonObject;
  /** The credential that the claims make; it has no `proof`. */
  readonly credential: JsonObject;
};

/** Claims of RFC 7519 that are no members of a credential. */
const CLAIMS = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"] as const;

/**
 * Takes a credential in JWT form apart: one whose claims are the credential (VC-JOSE-COSE, Open Badges 3.0), or one
 * with the claim `vc` (VCDM 1.1), where registered claims stand for members that `vc` leaves out.
 *
 * @param jwt compact JWS without white space.
 * @throws `open-unrecognised` with `details.kind` `presentation`, `jwe` or `jwt-other`; `open-damaged` with
 * `details.kind` `jwt`; the `json-*` codes
 */
export function decodeCredentialJwt(jwt: string): DecodedJwt {
  const parts = jwt.split(".");
  if (parts.length === 5) throw unrecognised("jwe");
  const [first, second, signature] = parts;
  if (parts.length !== 3 || first === undefined || second === undefined || fromBase64Url(signature ?? "") === null) {
    throw damagedJwt();
  }
  const header = part(first);
  const payload = part(second);
  const types = listOf(member(payload, "type"));
  const presents = ["VerifiablePresentation", "EnvelopedVerifiablePresentation"].some((type) => types.includes(type));
  if (presents || isObject(member(payload, "vp"))) throw unrecognised("presentation");
  const inner = member(payload, "vc");
  if (isObject(inner)) return { header, payload, credential: withClaims(inner, payload) };
  if (member(payload, "@context") === undefined && member(payload, "credentialSubject") === undefined) {
    throw unrecognised("jwt-other");
  }
  const credential = Object.fromEntries(Object.entries(payload).filter(([name]) => !isClaim(name)));
  return { header, payload, credential };
}

function part(text: string): JsonObject {
  const bytes = fromBase64Url(text);
  const value = bytes === null ? null : parseJson(bytes);
  if (!isObject(value)) throw damagedJwt();
  return value;
}

function isClaim(name: string): boolean {
  return CLAIMS.some((claim) => claim === name);
}

/** VCDM 1.1, section 6.3.1: `vc` may leave out what registered claims say. What it does not leave out stays. */
function withClaims(inner: JsonObject, payload: JsonObject): JsonObject {
  const subject = member(inner, "credentialSubject");
  const sub = member(payload, "sub");
  return {
    ...inner,
    ...absent(inner, "id", member(payload, "jti")),
    ...absent(inner, "issuer", member(payload, "iss")),
    ...absent(inner, "issuanceDate", timeOf(member(payload, "nbf"))),
    ...absent(inner, "expirationDate", timeOf(member(payload, "exp"))),
    ...(isObject(subject) && sub !== undefined && member(subject, "id") === undefined
      ? { credentialSubject: { ...subject, id: sub } }
      : {}),
  };
}

function absent(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined || member(object, name) !== undefined ? {} : { [name]: value };
}

function timeOf(seconds: JsonValue | undefined): string | undefined {
  if (typeof seconds !== "number") return undefined;
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(".000Z", "Z");
}

function damagedJwt(): PeersealError {
  return damaged("jwt", "not three parts of base64url");
}
