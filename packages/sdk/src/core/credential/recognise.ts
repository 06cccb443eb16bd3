import type { ForeignKind } from "./kinds.js";

/** What can be read, or looked into, by its first bytes. `json`: none of the others, so try. */
export type ReadableKind = "json" | "jwt" | "data" | "link" | "png" | "svg" | "pdf";

/** Kinds of file told apart by how they begin. */
export type FileKind = ReadableKind | ForeignKind;

const HEAD = 1024;
/** Names of parts that are first in documents of office programs; they are ZIP archives. */
const OFFICE = ["[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/", "mimetypeapplication/vnd.oasis"];

const MAGIC: readonly (readonly [FileKind, string])[] = [
  ["png", "\x89PNG"],
  ["jpeg", "\xff\xd8\xff"],
  ["gif", "GIF8"],
  ["image", "II*\0"],
  ["image", "MM\0*"],
  ["zip", "PK\x03\x04"],
  ["zip", "PK\x05\x06"],
  ["zip", "7z\xbc\xaf"],
  ["zip", "Rar!"],
  ["gzip", "\x1f\x8b"],
  ["office", "\xd0\xcf\x11\xe0"],
  ["office", "{\\rtf"],
  ["key", "-----BEGIN "],
];

/** Says what a file is from its beginning. */
export function recognise(input: Uint8Array | string): FileKind {
  const head = typeof input === "string" ? input.slice(0, HEAD) : String.fromCharCode(...input.subarray(0, HEAD));
  const binary = binaryKind(head);
  if (binary !== null) return binary;
  const text = head.replace(/^(?:\xef\xbb\xbf|\ufeff)/u, "").trimStart();
  if (text === "") return input.length <= HEAD ? "empty" : "text";
  if (text.startsWith("<")) return markup(text.toLowerCase());
  // `ey` is how the base64 of `{"` begins.
  if (/^ey[\w-]{8,}(?:\.[\w.~-]*)?\s*$/.test(text)) return hasTilde(input) ? "sd-jwt" : "jwt";
  return address(text) ?? (startsLikeJson(text) ? "json" : "text");
}

function binaryKind(head: string): FileKind | null {
  for (const [kind, magic] of MAGIC) {
    if (head.startsWith(magic)) return kind === "zip" && OFFICE.some((name) => head.includes(name)) ? "office" : kind;
  }
  // Viewers find the beginning of a PDF anywhere in its first kilobyte.
  if (/^(?:[^{<]{0,64})?%PDF-/s.test(head)) return "pdf";
  if (/^BM.{4}\0\0\0\0/s.test(head)) return "image";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "image";
  if (head.startsWith("ftyp", 4)) return /^(?:hei|hev|mif|msf)/.test(head.slice(8)) ? "heic" : "image";
  return isCbor(head) ? "cbor" : null;
}

/** A CBOR map, or the tags of self-described and embedded CBOR: bytes with which no UTF-8 text begins. */
function isCbor(head: string): boolean {
  const [first = 0, second = 0] = [head.charCodeAt(0), head.charCodeAt(1)];
  if (first > 0xff || second > 0xff) return false;
  return (first >= 0xa1 && first <= 0xbf) || ((first === 0xd8 || first === 0xd9) && (second < 0x80 || second > 0xbf));
}

function markup(head: string): FileKind {
  if (/^<(?:!doctype html|html|head|body)/.test(head)) return "html";
  if (/<(?:\w+:)?svg[\s>/]/.test(head)) return "svg";
  if (head.includes("<html")) return "html";
  return "xml";
}

/** Links of ours are read without a network; others only by who was given a way to load them. */
function address(text: string): FileKind | null {
  if (/^#[cd]=/.test(text) || /^https?:\/\/[^\s#]*#[cd]=/i.test(text)) return "link";
  if (/^https?:\/\//i.test(text)) return "url";
  if (/^data:/i.test(text)) return "data";
  return /^(?:openid4vp|openid-credential-offer|openid-vc|haip|eudi-openid4vp|mdoc|mdoc-openid4vp):/i.test(text)
    ? "wallet-link"
    : null;
}

/** Anything that could begin JSON, also in UTF-16, is left to the JSON reader, which says better what is wrong with it. */
function startsLikeJson(text: string): boolean {
  return /^(?:[[{"]|-?\d|(?:true|false|null)\s*$|\xff\xfe|\xfe\xff)/.test(text);
}

/** An SD-JWT ends in its disclosures, each after a tilde, which may stand beyond the head. */
function hasTilde(input: Uint8Array | string): boolean {
  return typeof input === "string" ? input.includes("~") : input.includes(0x7e);
}
