import { decodeBase58 } from "ethers/utils";
import { fromBase64Url } from "../base64url.js";
import type { JsonValue } from "../types.js";
import { isObject, member } from "../values.js";
import { oneOrMany, pointer, type Report, type Rule, shape, url } from "./format-rules.js";

/*
 * Related resources (VCDM 2.0 section 5.3): each has a URL of its own and a digest in a form that can be compared. Whether
 * the resource has that digest is not looked at: nothing is fetched.
 */

/** Restricted names of RFC 6838, perhaps with parameters. */
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}(?:\s*;[\x20-\x7e]*)?$/;
/** Subresource Integrity: algorithm and Base64, perhaps several of them and with options. */
const SRI = /^sha(?:256|384|512)-[A-Za-z0-9+/]+={0,2}(?:\?[\x21-\x7e]*)?$/;
/** What some write instead: the digest in hexadecimal, which SRI has not. */
const SRI_IN_HEX = /^sha(?:256-[0-9a-f]{64}|384-[0-9a-f]{96}|512-[0-9a-f]{128})$/i;
/** Longer than a multihash of 64 bytes. */
const MAX_MULTIBASE = 128;
/** Lengths of multihashes by code: SHA-2-256, SHA-2-512, SHA-2-384, and SHA-3 with 512 to 224 bits. */
const MULTIHASHES: ReadonlyMap<number, number> = new Map([
  [0x12, 32],
  [0x13, 64],
  [0x20, 48],
  [0x14, 64],
  [0x15, 48],
  [0x16, 32],
  [0x17, 28],
]);

const mediaType: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  if (!MEDIA_TYPE.test(value)) report(path, "not-a-media-type");
};

const digestSri: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  const digests = value.split(" ");
  if (!digests.every((digest) => SRI.test(digest) && !SRI_IN_HEX.test(digest))) report(path, "not-a-digest");
};

const digestMultibase: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  const bytes = value.length > MAX_MULTIBASE ? null : multibase(value);
  const [code, length] = bytes ?? [];
  const known = code === undefined ? undefined : MULTIHASHES.get(code);
  if (bytes === null || known === undefined || length !== known || bytes.length !== known + 2) {
    report(path, "not-a-digest");
  }
};

function multibase(text: string): Uint8Array | null {
  if (text.startsWith("u")) return fromBase64Url(text.slice(1));
  if (!/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text)) return null;
  const hex = decodeBase58(text.slice(1)).toString(16);
  const padded = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from(padded.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

const resource: Rule = shape({ id: url, mediaType, digestSRI: digestSri, digestMultibase }, ["id"]);

/** `relatedResource`: one or more. */
export const relatedResources: Rule = (value, path, report) => {
  const seen = new Set<JsonValue>();
  oneOrMany((item, at, tell) => {
    resource(item, at, tell);
    checkOne(item, at, tell, seen);
  })(value, path, report);
};

function checkOne(item: JsonValue, path: string, report: Report, seen: Set<JsonValue>): void {
  if (!isObject(item)) return;
  const id = member(item, "id");
  if (id !== undefined && seen.has(id)) report(pointer(path, "id"), "duplicate");
  if (id !== undefined) seen.add(id);
  if (member(item, "digestSRI") === undefined && member(item, "digestMultibase") === undefined) {
    report(path, "digest-absent");
  }
}
