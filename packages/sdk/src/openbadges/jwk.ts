import { fromBase64Url, toBase64Url } from "../core/base64url.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { member } from "../core/values.js";
import { type Multikey, multikeyOf, uncompressedPoint } from "./multikey.js";

const COORDINATE_BYTES = { "P-256": 32, "P-384": 48 } as const;

/** A public key as a JWK. */
export type PublicJwk = { readonly kty: string; readonly crv: string; readonly x: string; readonly y?: string };

/**
 * The multikey of a public JWK (RFC 7517): OKP Ed25519, EC P-256 or P-384. Null for any other, for one that is not
 * written strictly, and for one that holds a secret: whoever publishes that has no key any more.
 */
export function multikeyOfJwk(jwk: JsonObject): Multikey | null {
  if (member(jwk, "d") !== undefined) return null;
  const x = bytesOf(member(jwk, "x"));
  const curve = member(jwk, "crv");
  if (x === null) return null;
  if (member(jwk, "kty") === "OKP") return curve === "Ed25519" && x.length === 32 ? multikeyOf("Ed25519", x) : null;
  if (member(jwk, "kty") !== "EC" || (curve !== "P-256" && curve !== "P-384")) return null;
  const y = bytesOf(member(jwk, "y"));
  const length = COORDINATE_BYTES[curve];
  if (y === null || x.length !== length || y.length !== length) return null;
  const key = multikeyOf(curve, Uint8Array.from([2 + ((y[length - 1] ?? 0) & 1), ...x]));
  // The compressed point has forgotten all of `y` but its parity.
  const whole = jwkOf(key);
  return whole !== null && whole.x === jwk.x && whole.y === jwk.y ? key : null;
}

/** A public key as a JWK; null where there is no such point. */
export function jwkOf({ type, raw }: Multikey): PublicJwk | null {
  if (type === "Ed25519") return { kty: "OKP", crv: "Ed25519", x: toBase64Url(raw) };
  const point = uncompressedPoint(type, raw);
  if (point === null) return null;
  const length = COORDINATE_BYTES[type];
  const [x, y] = [point.slice(1, 1 + length), point.slice(1 + length)];
  return { kty: "EC", crv: type, x: toBase64Url(x), y: toBase64Url(y) };
}

function bytesOf(value: JsonValue | undefined): Uint8Array | null {
  if (typeof value !== "string" || !/^[\w-]{1,128}$/.test(value)) return null;
  const bytes = fromBase64Url(value);
  return bytes !== null && toBase64Url(bytes) === value ? bytes : null;
}
