import { parseBundle } from "../bundle.js";
import { credentialDigest } from "../digest.js";
import { parseJson } from "../json.js";
import { parseReceipt, type Receipt } from "../receipt.js";
import { fromUtf8 } from "../text.js";
import type { Digest, JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import { decodeCredentialJwt } from "./jwt.js";
import { type ForeignKind, unrecognised } from "./kinds.js";
import { recognise } from "./recognise.js";

/**
 * What a credential came in: JSON as it is (`credential`), a `bundle`, a `jwt`, a JSON object with a JWT in it
 * (`enveloped`), an image that it was baked into, a PDF that it was attached to, or a `link` with all of it.
 */
export type OpenedKind = "credential" | "bundle" | "jwt" | "enveloped" | "png" | "svg" | "pdf" | "link";

/** A file as it was opened. The credential is as it was written: nothing added, coerced or dropped. */
export type Opened = {
  readonly kind: OpenedKind;
  /** Decoded from its claims where it came as a JWT. */
  readonly credential: JsonObject;
  /** The compact JWS that the credential was decoded from, which holds its signature; null: the credential is JSON. */
  readonly jwt: string | null;
  readonly receipt: Receipt | null;
  /** Descriptor of the course version that came with the file, unchecked. */
  readonly courseVersion: JsonObject | null;
  /** Digest of `credential`. */
  readonly digest: Digest;
};

/** What may come with a credential. */
export type OpenedParts = Partial<Pick<Opened, "kind" | "jwt" | "receipt" | "courseVersion">>;

/** A credential as if it had been opened from a file; whether it is one is not looked at. */
export function openedOf(credential: JsonObject, parts: OpenedParts = {}): Opened {
  const { kind = "credential", jwt = null, receipt = null, courseVersion = null } = parts;
  return { kind, credential, jwt, receipt, courseVersion, digest: credentialDigest(credential) };
}

/**
 * Opens a credential or a bundle in JSON, or a credential in a JWT. Looks at the outer form only; whether the credential
 * is well-formed is the check `format`.
 *
 * @throws `open-unrecognised` with `details.kind` saying what the text is instead; `open-damaged`; `receipt-invalid`;
 * `json-*` for what is no strict JSON
 */
export function openText(input: Uint8Array | string): Opened {
  const kind = recognise(input);
  switch (kind) {
    case "json":
      return openJson(input);
    case "jwt":
      return openJwt(typeof input === "string" ? input : fromUtf8(input), "jwt");
    case "data":
      return openDataUrl(typeof input === "string" ? input.trim() : fromUtf8(input).trim());
    case "link":
      throw unrecognised("url");
    default:
      throw unrecognised(kind);
  }
}

/**
 * Reads a receipt that is a file of its own.
 *
 * @throws `receipt-invalid`, `json-*`, `open-unrecognised`
 */
export function openReceipt(input: Uint8Array | string): Receipt {
  const kind = recognise(input);
  if (kind !== "json") throw unrecognised(kind === "jwt" || kind === "data" || kind === "link" ? "text" : kind);
  return parseReceipt(parseJson(withoutMark(input)));
}

function openJson(input: Uint8Array | string): Opened {
  const value = parseJson(withoutMark(input));
  if (!isObject(value)) throw unrecognised(Array.isArray(value) ? "list" : "value");
  if (member(value, "schema") === "peerseal.bundle/1") {
    const { credential, receipt, courseVersion = null } = parseBundle(value);
    return openedOf(credential, { kind: "bundle", receipt, courseVersion });
  }
  const types = listOf(member(value, "type"));
  if (types.includes("EnvelopedVerifiableCredential")) {
    const id = member(value, "id");
    return openDataUrl(typeof id === "string" ? id : "");
  }
  const other = otherKindOf(value, types);
  if (other !== null) throw unrecognised(other);
  return openedOf(value);
}

function openJwt(text: string, kind: "jwt" | "enveloped"): Opened {
  const jwt = text.replace("\ufeff", "").trim();
  return openedOf(decodeCredentialJwt(jwt).credential, { kind, jwt });
}

/** VCDM 2.0, section 4.13: the credential in a `data:` URL, by its media type. */
function openDataUrl(url: string): Opened {
  const [, type = "", content = ""] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
  const mediaType = type.toLowerCase().split(";")[0]?.trim();
  if (mediaType === "application/vc+jwt" || mediaType === "application/jwt") return openJwt(content, "enveloped");
  if (mediaType?.endsWith("sd-jwt")) throw unrecognised("sd-jwt");
  if (mediaType?.endsWith("cose")) throw unrecognised("cbor");
  throw unrecognised(mediaType?.startsWith("application/vp") ? "presentation" : "object", { mediaType });
}

/** Some editors put a byte order mark first; it is no part of the JSON and of no digest. */
function withoutMark(input: Uint8Array | string): Uint8Array | string {
  if (typeof input === "string") return input.startsWith("\ufeff") ? input.slice(1) : input;
  return input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf ? input.subarray(3) : input;
}

/** Types of documents that are no credential, or none that a person is asked about. */
const TYPES: Readonly<Record<string, ForeignKind>> = {
  VerifiablePresentation: "presentation",
  EnvelopedVerifiablePresentation: "presentation",
  Assertion: "open-badge-2",
  BadgeClass: "open-badge-2",
  Clr: "clr-1",
  CLR: "clr-1",
  BitstringStatusListCredential: "status-list",
  StatusList2021Credential: "status-list",
};

/** What a JSON object is, if it is no credential. */
function otherKindOf(value: JsonObject, types: readonly JsonValue[]): ForeignKind | null {
  const schema = member(value, "schema");
  if (schema === "peerseal.receipt/1") return "receipt";
  if (typeof schema === "string" && schema.startsWith("peerseal.")) return "document";
  for (const type of types) if (typeof type === "string" && Object.hasOwn(TYPES, type)) return TYPES[type] ?? null;
  const has = (...names: readonly string[]) => names.every((name) => member(value, name) !== undefined);
  if (has("data", "signature") && [value.data, value.signature].every(isObject)) return "open-attestation-2";
  if (has("credentialSubject")) return null;
  if (has("badge") && (has("recipient") || has("verify"))) return "open-badge-2";
  if (has("verificationMethod") || has("assertionMethod")) return "did-document";
  if (has("kty") || has("keys")) return "key";
  if (has("$schema") || has("$defs") || has("properties", "required")) return "json-schema";
  return ["@context", "type", "issuer"].some((name) => has(name)) ? null : "object";
}
