import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateCredentialKey, generateP256CredentialKey, importCredentialKey, PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import type { TestKeys } from "./http/vc-api/test-issuer.js";

/** Name of the test issuer's keys in the data folder. */
export const TEST_KEYS_FILE = "vc-test-keys.json";

const KeysFile = z.strictObject({
  schema: z.literal("peerseal.vc-test-keys/1"),
  ed25519: z.unknown(),
  p256: z.unknown(),
});

/**
 * The keys of the test issuer, made the first time and then kept, so that its DIDs stay.
 *
 * @throws PeersealError `config-invalid` for a malformed file and one that others may read
 */
export async function readTestKeys(dataDir: string): Promise<TestKeys> {
  const path = join(dataDir, TEST_KEYS_FILE);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return makeTestKeys(dataDir, path);
  if (((await stat(path)).mode & 0o077) !== 0) {
    throw invalid(`The test issuer's keys in ${path} can be read by others: run chmod 600 on it.`);
  }
  try {
    const file = KeysFile.parse(JSON.parse(text));
    return { ed25519: await importCredentialKey(file.ed25519), p256: await importCredentialKey(file.p256) };
  } catch {
    // Without its cause, which could quote a key.
    throw invalid(`The test issuer's keys in ${path} are malformed: delete the file to get new ones.`);
  }
}

async function makeTestKeys(dataDir: string, path: string): Promise<TestKeys> {
  const keys = { ed25519: await generateCredentialKey(), p256: await generateP256CredentialKey() };
  const file = { schema: "peerseal.vc-test-keys/1", ed25519: keys.ed25519.stored(), p256: keys.p256.stored() };
  await mkdir(dataDir, { recursive: true });
  // A crash between the two leaves no half of a file under the name that counts.
  await writeFile(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return keys;
}

function invalid(message: string): PeersealError {
  return new PeersealError("config-invalid", message);
}
