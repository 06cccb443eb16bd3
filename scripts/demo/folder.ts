import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NETWORK_FILE, type NetworkFile, PeersealError, parseJson, parseNetworkFile } from "@peerseal/sdk";
import { hasCode } from "../../packages/registry-api/src/store/embedded/process-lock.ts";
import { writeFileDurably } from "../lib/files.ts";

/** Folders of the demo in a data folder. */
export const SEED_FOLDER = "seed";
export const SAMPLES_FOLDER = "samples";
/** Written last: without it the seeding was cut off, and what is there is worth nothing. */
export const MARKER = join(SEED_FOLDER, "complete.json");

/** Whether a demo network was made here to its end. */
export function isSeeded(dataDir: string): boolean {
  return existsSync(join(dataDir, MARKER));
}

export function markSeeded(dataDir: string): void {
  writeFileDurably(join(dataDir, MARKER), `${JSON.stringify({ schema: "peerseal.demo-seed/1" })}\n`);
}

/**
 * The network of a data folder.
 *
 * @throws PeersealError `config-invalid` when none was started there, `chain-data-corrupt` when its file is lost or
 * damaged.
 */
export function readNetworkFile(dataDir: string): NetworkFile {
  const path = join(dataDir, NETWORK_FILE);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    if (!hasCode(cause, "ENOENT")) throw cause;
    if (isSeeded(dataDir)) throw new PeersealError("chain-data-corrupt", `${path} is missing.`, { cause });
    throw new PeersealError("config-invalid", `${dataDir} holds no network: make one with npm start.`, { cause });
  }
  try {
    return parseNetworkFile(parseJson(bytes));
  } catch (cause) {
    throw new PeersealError("chain-data-corrupt", `${path} is damaged.`, { cause });
  }
}

export function writeNetworkFile(dataDir: string, file: NetworkFile): void {
  writeFileDurably(join(dataDir, NETWORK_FILE), `${JSON.stringify(file, null, 2)}\n`);
}
