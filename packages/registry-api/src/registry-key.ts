import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CredentialKey, generateCredentialKey, importCredentialKey, PeersealError } from "@peerseal/sdk";

/** Name of the registry's own key in the data folder. */
export const REGISTRY_KEY_FILE = "registry-key.json";

/**
 * The registry's own key, with which it signs statements about itself and nothing else; made at the first start. It has
 * no authority in any network.
 *
 * @throws PeersealError `config-invalid` where the file holds none
 */
export async function readRegistryKey(dataDir: string): Promise<CredentialKey> {
  const path = join(dataDir, REGISTRY_KEY_FILE);
  const stored = await readText(path);
  if (stored !== null) return imported(path, stored);
  const key = await generateCredentialKey();
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${JSON.stringify(key.stored(), null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    // Unlike a rename, a link never takes the place of a key that another process has just made.
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return imported(path, (await readText(path)) ?? "");
}

async function imported(path: string, text: string): Promise<CredentialKey> {
  try {
    return await importCredentialKey(JSON.parse(text));
  } catch {
    // Without its cause, which could quote the key.
    throw new PeersealError("config-invalid", `${path} holds no key: move it away, and a new one is made.`);
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw new PeersealError("config-invalid", `${path} cannot be read.`, { cause: error });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
