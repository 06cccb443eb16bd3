import { sha256 } from "@noble/hashes/sha2.js";
import type { CourseVersionDocument, Hex } from "@peerseal/sdk";

/** One piece of content, as the document holds it. */
export type Item = CourseVersionDocument["content"][number];

/** Read and hashed in one go; between two of them the page gets its turn. */
const PIECE_BYTES = 1024 * 1024;
const SALT_BYTES = 32;

/** Media types of what courses are made of, where the browser does not know them. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  md: "text/markdown",
  vtt: "text/vtt",
  ipynb: "application/x-ipynb+json",
  csv: "text/csv",
  tex: "text/x-tex",
};

/**
 * SHA-256 of a file, piece by piece, so that files of any size fit into memory and the page stays alive.
 *
 * @param salt hashed before the bytes, for sealed items; null: none.
 */
export async function hashFile(
  file: Blob,
  salt: Hex | null,
  onBytes: (done: number) => void,
  signal: AbortSignal,
): Promise<Hex> {
  const hash = sha256.create();
  if (salt !== null) hash.update(bytesOf(salt));
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer()));
    onBytes(Math.min(file.size, from + PIECE_BYTES));
  }
  return hexOf(hash.digest());
}

/** A salt for a sealed item: without it short answers could be guessed from the hash. */
export function drawSalt(): Hex {
  return hexOf(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
}

/** Path of a file inside the folder that was chosen, with `/`, in normal form C. */
export function pathIn({ webkitRelativePath, name }: Pick<File, "webkitRelativePath" | "name">): string {
  const inside = webkitRelativePath.split("/").slice(1).join("/");
  return (inside === "" ? name : inside).normalize("NFC");
}

/** Files that systems leave in folders, and nobody means. */
export function isMeant(path: string): boolean {
  return !path.split("/").some((part) => part.startsWith(".") || part === "Thumbs.db" || part === "desktop.ini");
}

export function mediaTypeOf({ name, type }: Pick<File, "name" | "type">): string {
  if (type !== "") return type.split(";")[0]?.trim() ?? type;
  return MEDIA_TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

function hexOf(bytes: Uint8Array): Hex {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function bytesOf(hex: Hex): Uint8Array {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
