import { fromBase64Url } from "../base64url.js";
import { damaged } from "../credential/explain.js";
import { unrecognised } from "../credential/kinds.js";
import type { PeersealError } from "../errors.js";
import { parseJson } from "../json.js";
import type { JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";

const CLAIMS = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce"];

/**
 * Takes a presentation in JWT form apart: one whose claims are the presentation (VC-JOSE-COSE), or one with the claim
 * `vp` (VCDM 1.1), where `iss` is the holder. `nonce` and `aud` answer the verifier's challenge and domain.
 *
 * @throws `open-unrecognised` for a JWT that is no presentation, `open-damaged`, the `json-*` codes
 */
export function decodePresentationJwt(jwt: string): {
  readonly presentation: JsonObject;
  readonly answer: { readonly challenge: JsonValue; readonly domain: JsonValue };
} {
  const [, second, signature, ...rest] = jwt.split(".");
  const bytes = fromBase64Url(second ?? "");
  if (signature === undefined || rest.length > 0 || bytes === null) throw damagedJwt();
  const payload = parseJson(bytes);
  if (!isObject(payload)) throw damagedJwt();
  const answer = { challenge: member(payload, "nonce") ?? null, domain: member(payload, "aud") ?? null };
  const inner = member(payload, "vp");
  if (isObject(inner)) {
    const holder = member(inner, "holder") ?? member(payload, "iss");
    return { presentation: { ...inner, ...(holder === undefined ? {} : { holder }) }, answer };
  }
  if (!listOf(member(payload, "type")).includes("VerifiablePresentation")) throw unrecognised("jwt-other");
  const members = Object.entries(payload).filter(([name]) => !CLAIMS.includes(name));
  return { presentation: Object.fromEntries(members), answer };
}

function damagedJwt(): PeersealError {
  return damaged("jwt", "not three parts of base64url");
}
