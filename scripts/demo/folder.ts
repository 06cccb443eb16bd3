import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DEMO_API_KEYS_FILE, hasCode, KEYSTORE_FILE, removeEmbeddedPostgres } from "@peerseal/registry-api";
import { NETWORK_FILE, type NetworkFile, PeersealError, parseJson, parseNetworkFile } from "@peerseal/sdk";
import { writeFileDurably } from "../lib/files.ts";
import { removeLocalChain } from "../local-chain/local-chain.ts";
import { DEMO_KEYS_FILE } from "./keys.ts";

/** Folders of the demo in a data folder. */
export const SEED_FOLDER = "seed";
export const SAMPLES_FOLDER = "samples";
/** Written last: without it the seeding was cut off, and what is there is worth nothing. */
const MARKER = join(SEED_FOLDER, "complete.json");

/** Whether a demo network was made here to its end. */
export function isSeeded(dataDir: string): boolean {
  return existsSync(join(dataDir, MARKER));
}

export function markSeeded(dataDir: string): void {
  writeFileDurably(join(dataDir, MARKER), `${JSON.stringify({ schema: "peerseal.demo-seed/1" })}\n`);
}

/**
 * Takes away all that a local network left in its data folder, and nothing else. A cut here leaves no marker.
 *
 * @throws PeersealError `data-locked` while a process uses chain or database.
 */
export async function wipe(dataDir: string): Promise<void> {
  const remove = (name: string) => rmSync(join(dataDir, name), { recursive: true, force: true });
  remove(MARKER);
  await removeLocalChain(dataDir);
  await removeEmbeddedPostgres(dataDir);
  const files = [NETWORK_FILE, KEYSTORE_FILE, DEMO_KEYS_FILE, DEMO_API_KEYS_FILE];
  for (const name of [SEED_FOLDER, SAMPLES_FOLDER, ...files]) remove(name);
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
