import { readFileSync } from "node:fs";
import { checkFormat, generateCredentialKey, networkId, prove, signCredential } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { sampleCredentials } from "./sample.ts";

const FILE = new URL("../../test/vectors/credential/valid/micro-credential.json", import.meta.url);
const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const about = { network: networkId(31337, `0x${"ab".repeat(20)}`), key, number: 4_503_599_627_370_495 };

test("the committed sample of the profile is what the code makes", async () => {
  const [unsigned] = sampleCredentials(1, about);
  const signed = await signCredential(unsigned ?? {}, key, { created: "2026-11-01T00:00:00Z" });
  const committed = JSON.parse(readFileSync(FILE, "utf8"));
  // Texts, not values: the order of members is part of the shape.
  expect(JSON.stringify(unsigned)).toBe(JSON.stringify(committed.unsigned));
  expect(JSON.stringify(signed)).toBe(JSON.stringify(committed.signed));
  expect(checkFormat(committed.signed)).toMatchObject({ ok: true, issues: [] });
  expect(await prove(committed.signed)).toMatchObject({ proofs: [{ outcome: "verified", key: key.keyId }] });
});

test("samples of one batch differ in a learner's own values only", () => {
  const [first, second] = sampleCredentials(2, about).map((credential) => JSON.stringify(credential));
  const plain = (text = "") =>
    text
      .replace(/urn:uuid:[0-9a-f-]{36}/, "id")
      .replace(/sha256\$[0-9a-f]{64}/, "hash")
      .replace(/"salt":"[0-9a-f]{32}"/, "salt")
      .replace(/"value":"\d+"/, "value")
      .replaceAll(/#\d+"/g, '#index"')
      .replace(/"statusListIndex":"\d+"/, "index");
  expect(first).not.toBe(second);
  expect(plain(first)).toBe(plain(second));
});
