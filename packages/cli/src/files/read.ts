import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import type { Surroundings } from "../surroundings.js";

/** More than this is no credential of anyone; the limit of the JSON reader is lower still. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file, or standard input for `-`.
 *
 * @throws PeersealError `file-unreadable`, `json-size`.
 */
export async function readInput(path: string, around: Pick<Surroundings, "cwd" | "stdin">): Promise<Uint8Array> {
  if (path === "-") return readAll(around.stdin);
  try {
    return await readFile(resolve(around.cwd, path));
  } catch (cause) {
    throw new PeersealError("file-unreadable", `${path} cannot be read: ${reason(cause)}.`, {
      details: { path },
      cause,
    });
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new PeersealError("json-size", "Standard input holds more than any credential.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is no folder",
};

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code || "unknown reason");
}
