import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Bundle, parseBundle } from "./bundle.js";
import { openText } from "./credential/open.js";
import { parseJson } from "./json.js";
import { parseReceipt } from "./receipt.js";
import { codeOf } from "./testing/code-of.js";
import type { JsonObject } from "./types.js";

const VECTOR = new URL("../../../../test/vectors/verdict/valid/course-named.json", import.meta.url);
const { credential, receipt, courseVersion } = JSON.parse(readFileSync(VECTOR, "utf8"));
const BUNDLE = { schema: "peerseal.bundle/1", credential, receipt, courseVersion };

describe("a bundle", () => {
  test("is read as it stands", () => {
    expect(parseBundle(BUNDLE)).toEqual(BUNDLE);
    const bare: Bundle = { schema: "peerseal.bundle/1", credential: {}, receipt: null };
    expect(parseBundle(bare)).toEqual(bare);
  });

  test("keeps members of the credential that no prototype should bring", () => {
    const hostile = parseJson('{"__proto__":{"type":"x"},"constructor":1,"toString":{"id":"y"}}') as JsonObject;
    const read = parseBundle({ ...BUNDLE, credential: hostile }).credential;
    expect(Object.keys(read)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test.each<[string, object]>([
    ["another version", { schema: "peerseal.bundle/2" }],
    ["no schema", { schema: undefined }],
    ["a credential that is a text", { credential: JSON.stringify(credential) }],
    ["a list of credentials", { credential: [credential] }],
    ["a receipt left out, which is to be null", { receipt: undefined }],
    ["a receipt of another version", { receipt: { ...receipt, schema: "peerseal.receipt/2" } }],
    ["an unknown member", { verdict: "valid" }],
    ["an unknown member of the receipt", { receipt: { ...receipt, final: true } }],
    ["chain evidence of its own", { evidence: { state: "gathered" } }],
    ["more reviews than a panel has seats", { reviews: Array.from({ length: 65 }, () => ({})) }],
  ])("is none with %s", (_, change) => {
    expect(codeOf(() => parseBundle({ ...BUNDLE, ...change }))).toBe("open-unrecognised");
  });

  test("is none with a prototype of its own", () => {
    const text = JSON.stringify(BUNDLE).replace("{", '{"__proto__":{"receipt":null},');
    expect(codeOf(() => openText(text))).toBe("open-unrecognised");
  });
});

describe("a receipt", () => {
  test.each<[string, object]>([
    ["a network with capitals", { network: receipt.network.replace("0x", "0X") }],
    ["a network of no chain", { network: receipt.network.replace("eip155:31337", "eip155:0") }],
    ["institution 0", { institution: 0 }],
    ["a batch number beyond 2^53 - 1", { number: 2 ** 53 }],
    ["a negative index", { index: -1 }],
    ["an index that is a text", { index: "5" }],
    ["a proof longer than any tree is deep", { proof: Array.from({ length: 21 }, () => receipt.root) }],
    ["a key with capitals", { key: receipt.key.toUpperCase() }],
    ["a digest without 0x", { digest: receipt.digest.slice(2) }],
  ])("is none with %s", (_, change) => {
    expect(codeOf(() => parseReceipt({ ...receipt, ...change }))).toBe("receipt-invalid");
  });

  test.each([null, [], "receipt", 1])("is not %j", (value) => {
    expect(codeOf(() => parseReceipt(value))).toBe("receipt-invalid");
  });
});
