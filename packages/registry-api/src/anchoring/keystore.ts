import { readFile, stat } from "node:fs/promises";
import { type CredentialKey, importCredentialKey, PeersealError } from "@peerseal/sdk";
import { Wallet } from "ethers";
import { z } from "zod";

/** The one chain on which demonstration keys may act. */
const LOCAL_CHAIN_ID = 31337;

const PrivateKey = z.string().regex(/^0x[0-9a-f]{64}$/);
const KeystoreFile = z.strictObject({
  schema: z.literal("peerseal.keystore/1"),
  demo: z.boolean(),
  chainId: z.int().min(1),
  relayer: PrivateKey,
  institutions: z.array(z.strictObject({ institution: z.int().min(1), anchor: PrivateKey, credential: z.unknown() })),
});

/** Keys of an institution that it lent to this registry: one anchors batches, the other signs credentials. */
export type LentKeys = { readonly institution: number; readonly anchor: Wallet; readonly credential: CredentialKey };

/** `relayer` pays gas and has no authority; without it the registry is read-only. */
export type Keystore = { readonly relayer: Wallet | null; readonly lent: ReadonlyMap<number, LentKeys> };

/**
 * Reads a keystore file; one that is not there makes the registry read-only.
 *
 * @throws PeersealError `config-invalid` for a malformed file, one that others may read, keys of another chain, and
 * demonstration keys on any chain but the local one.
 */
export async function readKeystore(path: string, chainId: number): Promise<Keystore> {
  const text = await readPrivate(path);
  if (text === null) return { relayer: null, lent: new Map() };
  const parsed = KeystoreFile.safeParse(parse(text, path));
  if (!parsed.success) {
    // Paths only: a message could quote a key.
    const fields = parsed.error.issues.map((issue) => issue.path.join("."));
    throw invalid(`The keystore ${path} is malformed at ${fields.join(", ")}.`);
  }
  const file = parsed.data;
  if (file.chainId !== chainId) {
    throw invalid(`The keystore ${path} is for chain ${file.chainId}, the network is on chain ${chainId}.`);
  }
  if (file.demo && chainId !== LOCAL_CHAIN_ID) {
    throw invalid(`The keystore ${path} holds demonstration keys, which act on the local chain only.`);
  }
  try {
    const lent = new Map<number, LentKeys>();
    for (const { institution, anchor, credential } of file.institutions) {
      if (lent.has(institution)) throw invalid(`The keystore ${path} names institution ${institution} twice.`);
      const keys = { institution, anchor: new Wallet(anchor), credential: await importCredentialKey(credential) };
      lent.set(institution, keys);
    }
    return { relayer: new Wallet(file.relayer), lent };
  } catch (error) {
    if (error instanceof PeersealError && error.code === "config-invalid") throw error;
    // Without its cause, which could quote a key.
    throw invalid(`The keystore ${path} holds a key that is none.`);
  }
}

async function readPrivate(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) throw invalid(`The keystore ${path} can be read by others: run chmod 600 on it.`);
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof PeersealError) throw cause;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new PeersealError("config-invalid", `The keystore ${path} cannot be read.`, { cause });
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`The keystore ${path} is not JSON.`);
  }
}

function invalid(message: string): PeersealError {
  return new PeersealError("config-invalid", message);
}
