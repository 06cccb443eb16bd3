import { parseBundle } from "../bundle.js";
import { credentialDigest } from "../digest.js";
import { PeersealError } from "../errors.js";
import { parseJson } from "../json.js";
import { parseReceipt, type Receipt } from "../receipt.js";
import type { Digest, JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import { recognise } from "./recognise.js";

/** A file as it was opened. The credential is as it was written: nothing added, coerced or dropped. */
export type Opened = {
  readonly kind: "credential" | "bundle";
  readonly credential: JsonObject;
  readonly receipt: Receipt | null;
  /** Descriptor of the course version that came with the file, unchecked. */
  readonly courseVersion: JsonObject | null;
  readonly digest: Digest;
};

/**
 * Opens a credential, or a bundle of a credential with its receipt. Looks at the outer form only; whether the
 * credential is well-formed is the check `format`.
 *
 * @param input JSON text, or its bytes in UTF-8.
 * @param more `receipt`: the receipt where it is a file of its own; it takes the place of a bundle's.
 * @throws `open-unrecognised` with `details.kind` saying what the file is instead: `receipt`, `presentation`, `png`,
 * `svg`, `pdf`, `jwt`, `html`, `list`, ...; `json-*` for what is no strict JSON; `receipt-invalid`.
 *
 * @example
 * const { credential, receipt } = open(await readFile("badge.peerseal.json"));
 */
export function open(input: Uint8Array | string, more: { readonly receipt?: Uint8Array | string } = {}): Opened {
  const value = readJson(input);
  const receipt = more.receipt === undefined ? null : parseReceipt(readJson(more.receipt));
  if (!isObject(value)) throw unrecognised(Array.isArray(value) ? "list" : "value");
  if (member(value, "schema") === "peerseal.bundle/1") {
    const bundle = parseBundle(value);
    return {
      kind: "bundle",
      credential: bundle.credential,
      receipt: receipt ?? bundle.receipt,
      courseVersion: bundle.courseVersion ?? null,
      digest: credentialDigest(bundle.credential),
    };
  }
  const other = otherKindOf(value);
  if (other !== null) throw unrecognised(other);
  return { kind: "credential", credential: value, receipt, courseVersion: null, digest: credentialDigest(value) };
}

function readJson(input: Uint8Array | string): JsonValue {
  const kind = recognise(input);
  if (kind !== "json") throw unrecognised(kind);
  return parseJson(withoutMark(input));
}

/** Some editors put a byte order mark first; it is no part of the JSON and of no digest. */
function withoutMark(input: Uint8Array | string): Uint8Array | string {
  if (typeof input === "string") return input.startsWith("\ufeff") ? input.slice(1) : input;
  return input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf ? input.subarray(3) : input;
}

/** What a JSON object is, if it is no credential. */
function otherKindOf(value: JsonObject): string | null {
  const schema = member(value, "schema");
  if (schema === "peerseal.receipt/1") return "receipt";
  if (typeof schema === "string" && schema.startsWith("peerseal.")) return "document";
  const types = listOf(member(value, "type"));
  if (types.includes("VerifiablePresentation") || types.includes("EnvelopedVerifiablePresentation")) {
    return "presentation";
  }
  if (types.includes("EnvelopedVerifiableCredential")) return "enveloped-credential";
  if (types.includes("Assertion") || types.includes("BadgeClass")) return "open-badge-2";
  if (typeof member(value, "data") === "object" && typeof member(value, "signature") === "object") {
    return "open-attestation-2";
  }
  const known = ["@context", "type", "issuer", "credentialSubject"].some((name) => member(value, name) !== undefined);
  return known ? null : "object";
}

const NAMES: Readonly<Record<string, string>> = {
  empty: "an empty file",
  receipt: "a receipt without its credential: give the credential, and this beside it",
  document: "a document of Peerseal, not a credential",
  presentation: "a presentation, which is not supported yet: give the credentials in it one by one",
  "enveloped-credential": "an enveloped credential (JWT or SD-JWT inside), which is not supported yet",
  "open-badge-2": "an Open Badge 2, which is not supported",
  "open-attestation-2": "an OpenAttestation 2 document, which is not supported",
  list: "a JSON list: give its credentials one by one",
  value: "a single JSON value",
  object: "a JSON object that is no credential",
  jwt: "a JWT, which is not supported yet",
  "sd-jwt": "an SD-JWT, which is not supported yet",
  url: "a link: open it and give the file it leads to",
  html: "a web page",
  xml: "an XML file",
  svg: "an SVG image, which is not supported yet: give the JSON file",
  png: "a PNG image, which is not supported yet: give the JSON file",
  pdf: "a PDF file: give the JSON file",
};

function unrecognised(kind: string): PeersealError {
  return new PeersealError("open-unrecognised", `This is ${NAMES[kind] ?? `a file of kind ${kind}`}.`, {
    details: { kind },
  });
}
