import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCredentialKey, PeersealError } from "@peerseal/sdk";
import { encryptKeystoreJsonSync, Wallet } from "ethers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readKeystore } from "./keystore.js";
import { sealText, unsealText } from "./sealed-text.js";

const LOCAL = 31337;
const KEY = `0x${"11".repeat(32)}`;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "peerseal-keystore-"));
  path = join(folder, "keystore.json");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(demo: boolean, chainId: number): Promise<void> {
  const credential = (await generateCredentialKey()).stored();
  const institutions = [{ institution: 1, anchor: KEY, credential }];
  const file = { schema: "peerseal.keystore/1", demo, chainId, relayer: KEY, institutions };
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
}

async function refusal(chainId: number): Promise<string> {
  try {
    await readKeystore(path, chainId);
  } catch (error) {
    if (error instanceof PeersealError && error.code === "config-invalid") return error.message;
    throw error;
  }
  return "";
}

test("demonstration keys act on the local chain and on no other", async () => {
  await write(true, LOCAL);
  expect([...(await readKeystore(path, LOCAL)).lent.keys()]).toEqual([1]);
  expect(await refusal(1)).toMatch(/chain/);
  // A file that was changed to name the other chain is refused for what it is.
  await write(true, 1);
  expect(await refusal(1)).toMatch(/demonstration/);
  await write(false, 1);
  expect((await readKeystore(path, 1)).relayer).not.toBeNull();
});

test("a keystore that others may read is refused, one that is not there makes the registry read-only", async () => {
  expect(await readKeystore(path, LOCAL)).toMatchObject({ relayer: null });
  await write(true, LOCAL);
  await chmod(path, 0o644);
  expect(await refusal(LOCAL)).toMatch(/chmod 600/);
});

test("a malformed keystore is refused without a word of the keys in it", async () => {
  await writeFile(path, JSON.stringify({ schema: "peerseal.keystore/1", relayer: `${KEY}99` }), { mode: 0o600 });
  const message = await refusal(LOCAL);
  expect(message).toMatch(/relayer/);
  expect(message).not.toContain("1111");
});

const PASSWORD = "correct horse battery";
/** Quick to open, in tests only. */
const CHEAP = 1_024;

async function writeSealed(): Promise<string> {
  const account = { address: new Wallet(KEY).address, privateKey: KEY };
  const encrypted = JSON.parse(encryptKeystoreJsonSync(account, PASSWORD, { scrypt: { N: CHEAP } })) as object;
  const credential = JSON.stringify((await generateCredentialKey(new Uint8Array(32).fill(7))).stored());
  const file = {
    schema: "peerseal.keystore/2",
    chainId: 1,
    relayer: { encrypted },
    institutions: [
      {
        institution: 2,
        anchor: { remote: { url: "http://127.0.0.1:9000", address: `0x${"ab".repeat(20)}` } },
        credential: { encrypted: await sealText(credential, PASSWORD, CHEAP) },
      },
    ],
  };
  const text = JSON.stringify(file);
  await writeFile(path, text, { mode: 0o600 });
  return text;
}

async function writePassword(password: string): Promise<string> {
  const file = join(folder, "password");
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return file;
}

test("keys under a password are opened with it, and are in no text of the file", async () => {
  const text = await writeSealed();
  const { relayer, lent } = await readKeystore(path, 1, await writePassword(PASSWORD));
  expect(relayer?.address).toBe(new Wallet(KEY).address);
  const made = await generateCredentialKey(new Uint8Array(32).fill(7));
  expect(lent.get(2)?.credential.multikey).toBe(made.multikey);
  expect(lent.get(2)?.anchor.address.toLowerCase()).toBe(`0x${"ab".repeat(20)}`);
  const secret = JSON.stringify(made.stored()).match(/"secretKeyMultibase":"([^"]+)"/)?.[1] ?? "none";
  for (const key of ["11".repeat(32), secret, PASSWORD]) expect(text).not.toContain(key);
});

test("without the password, or with another one, nothing is opened", async () => {
  await writeSealed();
  const refused = { code: "config-invalid" };
  await expect(readKeystore(path, 1)).rejects.toMatchObject(refused);
  await expect(readKeystore(path, 1, join(folder, "none"))).rejects.toMatchObject(refused);
  await expect(readKeystore(path, 1, await writePassword("another one"))).rejects.toMatchObject(refused);
  const open = join(folder, "open");
  await writeFile(open, PASSWORD, { mode: 0o644 });
  await expect(readKeystore(path, 1, open)).rejects.toThrow(/chmod 600/);
});

test("a sealed text that was changed does not open", async () => {
  const sealed = await sealText("a secret", PASSWORD, CHEAP);
  expect(await unsealText(sealed, PASSWORD)).toBe("a secret");
  const changed = { ...sealed, text: sealed.text.replace(/^../, (byte) => (byte === "00" ? "01" : "00")) };
  await expect(unsealText(changed, PASSWORD)).rejects.toMatchObject({ code: "config-invalid" });
});
