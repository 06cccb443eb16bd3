import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCredentialKey, PeersealError } from "@peerseal/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readKeystore } from "./keystore.js";

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
