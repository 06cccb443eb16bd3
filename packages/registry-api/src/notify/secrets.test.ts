import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSecretBox, newSecret, readWebhookKey, WEBHOOK_KEY_FILE } from "./secrets.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "peerseal-webhook-key-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const KEY = Buffer.alloc(32, 9);

test("opens what it sealed, never twice the same, and nothing sealed under another key", () => {
  const box = makeSecretBox(KEY);
  const secret = newSecret();
  const sealed = box.seal(secret);
  expect(box.open(sealed)).toBe(secret);
  expect(box.seal(secret)).not.toBe(sealed);
  expect(sealed).not.toContain(secret.slice(6));
  const refused = expect.objectContaining({ code: "config-invalid" });
  expect(() => makeSecretBox(Buffer.alloc(32, 8)).open(sealed)).toThrow(refused);
  expect(() => box.open(`${sealed.slice(0, -3)}AAA`)).toThrow(refused);
  expect(() => box.open("nonsense")).toThrow(refused);
});

test("makes a key of its own once, for its owner's eyes, unless one is set", async () => {
  const made = await readWebhookKey(folder, undefined);
  expect(made).toHaveLength(32);
  expect(await readWebhookKey(folder, undefined)).toEqual(made);
  expect((await stat(join(folder, WEBHOOK_KEY_FILE))).mode & 0o777).toBe(0o600);
  expect((await readFile(join(folder, WEBHOOK_KEY_FILE), "utf8")).trim()).toHaveLength(43);
  expect(await readWebhookKey(folder, KEY.toString("base64url"))).toEqual(KEY);
  await expect(readWebhookKey(folder, "short")).rejects.toMatchObject({ code: "config-invalid" });
});
