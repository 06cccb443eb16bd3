import { fromBase64Url } from "../base64url.js";
import { damaged } from "../credential/explain.js";
import { unrecognised } from "../credential/kinds.js";
import type { PeersealError } from "../errors.js";
import { parseJson } from "../json.js";
import type { JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";

const MAX_BYTES = 4 * 1024 * 1024;
const CLAIMS = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce"];

/**
 * Takes a presentation in JWT form apart: one whose claims are the presentation (VC-JOSE-COSE), or one with the claim
 * `vp` (VCDM 1.1), where `iss` is the holder. `nonce` and `aud` answer the verifier's challenge and domain.
 *
 * @throws `open-unrecognised` for a JWT that is no presentation, `open-damaged`, the `json-*` codes
 */
export function decodePresentationJwt(jwt: string): {
  readonly header: JsonObject;
  /** Claims as they were signed. */
  readonly payload: JsonObject;
  readonly presentation: JsonObject;
  readonly answer: { readonly challenge: JsonValue; readonly domain: JsonValue };
} {
  const [first = "", second = "", signature, ...rest] = jwt.split(".");
  if (signature === undefined || rest.length > 0) throw damagedJwt();
  const [header, payload] = [part(first), part(second)];
  const answer = { challenge: member(payload, "nonce") ?? null, domain: member(payload, "aud") ?? null };
  const inner = member(payload, "vp");
  const isVp = listOf(member(payload, "type")).includes("VerifiablePresentation");
  if (!isObject(inner) && !isVp) throw unrecognised("jwt-other");
  const members = isObject(inner) ? inner : withoutClaims(payload);
  const holder = member(members, "holder") ?? member(payload, "iss");
  return { header, payload, answer, presentation: { ...members, ...(holder === undefined ? {} : { holder }) } };
}

function withoutClaims(payload: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !CLAIMS.includes(name)));
}

function part(text: string): JsonObject {
  const bytes = fromBase64Url(text);
  const value = bytes === null ? null : parseJson(bytes, { maxBytes: MAX_BYTES });
  if (!isObject(value)) throw damagedJwt();
  return value;
}

function damagedJwt(): PeersealError {
  return damaged("jwt", "not three parts of base64url");
}
