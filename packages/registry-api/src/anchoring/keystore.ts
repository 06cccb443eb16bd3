import { readFile, stat } from "node:fs/promises";
import { type accountSigner, type CredentialKey, importCredentialKey, PeersealError } from "@peerseal/sdk";
import { type BaseWallet, Wallet } from "ethers";
import type { TransactionSigner } from "./deps.js";
import { type Account, KeystoreFile } from "./keystore-file.js";
import { openRemoteSigner } from "./remote-signer.js";
import { unsealText } from "./sealed-text.js";

/** The one chain on which demonstration keys may act. */
const LOCAL_CHAIN_ID = 31337;

/** Signs acts of an institution: a wallet of ethers, or a remote signer. */
export type AnchorSigner = Parameters<typeof accountSigner>[0];

/** Keys of an institution that it lent to this registry: one anchors batches, the other signs credentials. */
export type LentKeys = {
  readonly institution: number;
  readonly anchor: AnchorSigner;
  readonly credential: CredentialKey;
};

/** `relayer` pays gas and has no authority; without it the registry is read-only. */
export type Keystore = { readonly relayer: TransactionSigner | null; readonly lent: ReadonlyMap<number, LentKeys> };

/**
 * Reads a keystore file; one that is not there makes the registry read-only.
 *
 * @param passwordFile where the password is, for a file whose keys are under one.
 * @throws PeersealError `config-invalid` for a malformed file, one that others may read, keys of another chain,
 * demonstration keys on any chain but the local one, and a password that is missing or another one.
 */
export async function readKeystore(path: string, chainId: number, passwordFile?: string): Promise<Keystore> {
  const text = await readPrivate(path, "keystore");
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
  if (file.schema === "peerseal.keystore/1" && file.demo && chainId !== LOCAL_CHAIN_ID) {
    throw invalid(`The keystore ${path} holds demonstration keys, which act on the local chain only.`);
  }
  const numbers = file.institutions.map(({ institution }) => institution);
  const twice = numbers.find((institution, place) => numbers.indexOf(institution) !== place);
  if (twice !== undefined) throw invalid(`The keystore ${path} names institution ${twice} twice.`);
  try {
    return await open(file, () => readPassword(passwordFile));
  } catch (error) {
    if (error instanceof PeersealError && error.code === "config-invalid") throw error;
    // Without its cause, which could quote a key.
    throw invalid(`The keystore ${path} holds a key that is none.`);
  }
}

async function open(file: KeystoreFile, password: () => Promise<string>): Promise<Keystore> {
  const lent = new Map<number, LentKeys>();
  if (file.schema === "peerseal.keystore/1") {
    for (const { institution, anchor, credential } of file.institutions) {
      const keys = { institution, anchor: new Wallet(anchor), credential: await importCredentialKey(credential) };
      lent.set(institution, keys);
    }
    return { relayer: new Wallet(file.relayer), lent };
  }
  for (const { institution, anchor, credential } of file.institutions) {
    const stored: unknown = JSON.parse(await unsealText(credential.encrypted, await password()));
    lent.set(institution, {
      institution,
      anchor: await openAccount(anchor, password),
      credential: await importCredentialKey(stored),
    });
  }
  return { relayer: await openAccount(file.relayer, password), lent };
}

async function openAccount(
  account: Account,
  password: () => Promise<string>,
): Promise<TransactionSigner & AnchorSigner> {
  if ("remote" in account) return openRemoteSigner(account.remote);
  const given = await password();
  let wallet: BaseWallet;
  try {
    wallet = await Wallet.fromEncryptedJson(JSON.stringify(account.encrypted), given);
  } catch {
    throw invalid("The password does not open a key of the keystore.");
  }
  return wallet;
}

/** The first line of the file. Never from the command line or the environment, which other processes may see. */
async function readPassword(path: string | undefined): Promise<string> {
  if (path === undefined) {
    throw invalid("The keystore's keys are under a password: name its file by KEYSTORE_PASSWORD_FILE.");
  }
  const text = await readPrivate(path, "password file");
  const [password = ""] = (text ?? "").split(/\r?\n/);
  if (password === "") throw invalid(`The password file ${path} is missing or empty.`);
  return password;
}

async function readPrivate(path: string, what: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) throw invalid(`The ${what} ${path} can be read by others: run chmod 600 on it.`);
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof PeersealError) throw cause;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new PeersealError("config-invalid", `The ${what} ${path} cannot be read.`, { cause });
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
