/** Kinds of file told apart by their first bytes. `json`: none of the others, so try. */
export type FileKind =
  | "json"
  | "empty"
  | "png"
  | "jpeg"
  | "gif"
  | "pdf"
  | "zip"
  | "gzip"
  | "svg"
  | "html"
  | "xml"
  | "jwt"
  | "sd-jwt"
  | "url";

const MAGIC: readonly (readonly [FileKind, string])[] = [
  ["png", "\x89PNG"],
  ["jpeg", "\xff\xd8\xff"],
  ["gif", "GIF8"],
  ["pdf", "%PDF"],
  ["zip", "PK\x03\x04"],
  ["gzip", "\x1f\x8b"],
];

/** Says what a file is from its first 1,024 bytes. */
export function recognise(input: Uint8Array | string): FileKind {
  const bytes = typeof input === "string" ? input.slice(0, 1024) : String.fromCharCode(...input.subarray(0, 1024));
  for (const [kind, magic] of MAGIC) if (bytes.startsWith(magic)) return kind;
  const head = bytes.replace(/^(?:\xef\xbb\xbf|\ufeff)/u, "").trimStart();
  if (head === "") return input.length <= 1024 ? "empty" : "json";
  if (head.startsWith("<")) return markup(head.toLowerCase());
  // `ey` is how the Base64 of `{"` begins.
  if (/^ey[\w-]{8,}(?:\.[\w.~-]*)?\s*$/.test(head)) return hasTilde(input) ? "sd-jwt" : "jwt";
  if (/^(?:https?|openid4vp|openid-credential-offer):/i.test(head)) return "url";
  return "json";
}

function markup(head: string): FileKind {
  if (/^<(?:!doctype html|html|head|body)/.test(head)) return "html";
  if (head.includes("<svg")) return "svg";
  if (head.includes("<html")) return "html";
  return "xml";
}

/** An SD-JWT ends in its disclosures, each after a tilde, which may stand beyond the head. */
function hasTilde(input: Uint8Array | string): boolean {
  return typeof input === "string" ? input.includes("~") : input.includes(0x7e);
}
