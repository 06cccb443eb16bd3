import { deflateSync } from "fflate";
import { fromBase64Url, toBase64Url } from "../core/base64url.js";
import type { Bundle } from "../core/bundle.js";
import { damaged } from "../core/credential/explain.js";
import { parseDigest } from "../core/digest.js";
import { PeersealError } from "../core/errors.js";
import { fromUtf8, utf8 } from "../core/text.js";
import type { Digest, JsonObject } from "../core/types.js";
import { inflateWithin } from "./inflate.js";
import { LINK_WORDS } from "./link-words.js";

/** First byte of what a link holds: raw deflate with {@link LINK_WORDS} as preset dictionary. */
const FORM = 1;
/** Bytes of JSON that a link may hold. */
const MAX_JSON = 1024 * 1024;
/** Packed bytes up to which a link goes into a QR code: with more, phones no longer read it from paper. */
export const MAX_QR_BYTES = 1_200;

/** What a link of a verify page says: the credential itself, or the digest by which a registry may still hold it. */
export type LinkContent =
  | { readonly kind: "bundle"; readonly json: string }
  | { readonly kind: "digest"; readonly digest: Digest; readonly page: string | null };

/**
 * A link that holds a credential or a bundle: `<page>#c=<base64url>`. The credential stands behind the `#`, which
 * browsers never send to a server.
 *
 * @param page address of a verify page, such as `https://registry.example/verify`.
 */
export function linkTo(page: string, content: Bundle | JsonObject): string {
  return `${page}#c=${toBase64Url(packed(content))}`;
}

/** A link that names a credential by its digest: `<page>#d=0x...`. */
export function linkByDigest(page: string, digest: Digest): string {
  return `${page}#d=${digest}`;
}

/** How many bytes a link holds for a credential or a bundle, before base64url. */
export function linkBytes(content: Bundle | JsonObject): number {
  return packed(content).length;
}

/**
 * Reads a link of a verify page, or only its fragment.
 *
 * @throws `open-damaged`, `open-limit`
 */
export function readLink(text: string): LinkContent {
  const [, page = "", kind, value = ""] = /^([^#]*)#([cd])=(\S*)\s*$/.exec(text.trim()) ?? [];
  if (kind === "d") return { kind: "digest", digest: digestIn(value), page: page === "" ? null : page };
  const bytes = kind === "c" ? fromBase64Url(value) : null;
  if (bytes === null || bytes[0] !== FORM) throw damaged("link", "form");
  try {
    const json = inflateWithin(bytes.subarray(1), {
      form: "raw",
      limit: MAX_JSON,
      dictionary: LINK_WORDS,
      kind: "link",
    });
    return { kind: "bundle", json: fromUtf8(json) };
  } catch (cause) {
    if (cause instanceof PeersealError && cause.code === "open-limit") throw cause;
    throw damaged("link", "content", cause);
  }
}

function packed(content: Bundle | JsonObject): Uint8Array {
  const deflated = deflateSync(utf8(JSON.stringify(content)), { level: 9, mem: 12, dictionary: LINK_WORDS });
  return Uint8Array.of(FORM, ...deflated);
}

function digestIn(text: string): Digest {
  try {
    return parseDigest(text);
  } catch (cause) {
    throw damaged("link", "digest", cause);
  }
}
