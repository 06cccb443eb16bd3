import { AbiCoder } from "ethers/abi";
import { keccak256 } from "ethers/crypto";
import { z } from "zod";
import { hex32 } from "../fields.js";
import { toHex } from "../hex.js";
import { compareUtf8 } from "../text.js";
import { buildTree } from "../tree.js";
import type { Hex } from "../types.js";
import { licence, line, webAddress } from "./parts.js";

/** A relative path with `/`, without `.` and `..`. */
const path = line.refine(
  (value) => !value.includes("\\") && value.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
  "expected a relative path without . and ..",
);

/**
 * One piece of a course's content. `bytes` and `sha256` are of the file, or of the archived copy or description of what
 * is no file; of a sealed item the SHA-256 is over a 32-byte salt and the bytes, else short answers could be guessed.
 */
export const ContentItem = z.strictObject({
  path,
  kind: z.enum(["file", "hosted", "live", "third-party"]),
  access: z.enum(["public", "panel", "sealed"]),
  mediaType: z.string().regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, "expected a media type"),
  bytes: z.int().min(0),
  sha256: hex32(),
  licence,
  url: webAddress.nullable(),
});
export type ContentItem = z.infer<typeof ContentItem>;

/**
 * Root of a course's content: leaves keccak256(keccak256(abi.encode(string path, uint64 bytes, bytes32 sha256))), by path
 * in UTF-8 byte order, padded with zero words to a power of two, pairs sorted.
 */
export function contentRoot(items: readonly Pick<ContentItem, "path" | "bytes" | "sha256">[]): Hex {
  const ordered = [...items].sort((a, b) => compareUtf8(a.path, b.path));
  return buildTree(ordered.map(contentLeaf)).root;
}

function contentLeaf(item: Pick<ContentItem, "path" | "bytes" | "sha256">): Hex {
  const types = ["string", "uint64", "bytes32"];
  const value = AbiCoder.defaultAbiCoder().encode(types, [item.path, item.bytes, item.sha256]);
  return toHex(keccak256(keccak256(value)));
}
