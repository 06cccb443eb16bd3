import { rmSync } from "node:fs";
import { join } from "node:path";
import { DEMO_API_KEYS_FILE, KEYSTORE_FILE, removeEmbeddedPostgres } from "@peerseal/registry-api";
import { NETWORK_FILE } from "@peerseal/sdk";
import { removeLocalChain } from "../local-chain/local-chain.ts";
import { MARKER, SAMPLES_FOLDER, SEED_FOLDER } from "./folder.ts";
import { DEMO_KEYS_FILE } from "./keys.ts";

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
