import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFormat } from "../core/credential/format.js";
import { PeersealError } from "../core/errors.js";
import { parseHex32, parseNetworkId } from "../core/ids.js";
import { codeOf } from "../core/testing/code-of.js";
import { isObject } from "../core/values.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { signCredential } from "./sign.js";
import {
  decodeStatusList,
  encodeStatusList,
  MIN_STATUS_LIST_ENTRIES,
  statusAt,
  statusListBits,
  statusListBlock,
  statusListCredential,
} from "./status-list.js";

const encoded = (bytes: Uint8Array) => `u${Buffer.from(gzipSync(bytes)).toString("base64url")}`;
const reasonOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof PeersealError ? `${error.code} ${String(error.details.reason)}` : "another error";
  }
  return "none";
};
const LIST = new Uint8Array(MIN_STATUS_LIST_ENTRIES / 8);

describe("bits", () => {
  test("what is encoded comes back, as any gzip reader reads it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bits) => {
        const text = encodeStatusList(bits);
        const back = decodeStatusList(text);
        expect(back.length).toBe(Math.max(bits.length, LIST.length));
        expect(Buffer.compare(back.subarray(0, bits.length), bits)).toBe(0);
        expect(back.subarray(bits.length).every((byte) => byte === 0)).toBe(true);
        expect(Buffer.compare(gunzipSync(Buffer.from(text.slice(1), "base64url")), back)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test("the same bits give the same text, without a time in it", () => {
    const text = encodeStatusList(statusListBits([5, 94_567]));
    expect(text).toBe(encodeStatusList(statusListBits([94_567, 5, 5])));
    expect([...Buffer.from(text.slice(1), "base64url").subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  test("the first index is the most significant bit", () => {
    expect([...statusListBits([0, 9]).subarray(0, 2)]).toEqual([0x80, 0x40]);
    const bits = statusListBits([0, 9, 131_071]);
    expect([0, 1, 8, 9, 10, 131_071].map((index) => statusAt(bits, index))).toEqual([1, 0, 0, 1, 0, 1]);
    expect([131_072, -1, 0.5, Number.NaN].map((index) => statusAt(bits, index))).toEqual([null, null, null, null]);
  });

  test("entries of several bits", () => {
    const bits = Uint8Array.of(0b10110001, 0b01000000);
    expect([0, 1, 2, 3].map((index) => statusAt(bits, index, 2))).toEqual([2, 3, 0, 1]);
    expect([0, 1, 2, 3, 4].map((index) => statusAt(bits, index, 3))).toEqual([5, 4, 2, 4, 0]);
    expect(statusAt(bits, 5, 3)).toBeNull();
  });

  test("an index beyond the list", () => {
    expect(codeOf(() => statusListBits([1 << 20], 1 << 20))).toBe("batch-index");
    expect(codeOf(() => statusListBits([1.5]))).toBe("batch-index");
    expect(statusListBits([(1 << 20) - 1], 1 << 20)).toHaveLength(1 << 17);
  });
});

describe("refuses", () => {
  const good = Buffer.from(encoded(LIST).slice(1), "base64url");
  const damaged = (change: (bytes: Buffer) => Buffer) => `u${change(Buffer.from(good)).toString("base64url")}`;

  test.each([
    ["another multibase", `z${encoded(LIST).slice(1)}`, "encoding"],
    ["no multibase", "H4sIAAAAAAAAA", "encoding"],
    ["padding", `${encoded(LIST)}=`, "encoding"],
    ["nothing", "u", "encoding"],
    ["no gzip", `u${Buffer.from("hello, this is no gzip").toString("base64url")}`, "gzip"],
    ["a gzip that is cut off", damaged((bytes) => bytes.subarray(0, -9)), "gzip"],
    ["a gzip without its checksum", damaged((bytes) => bytes.subarray(0, -8)), "gzip"],
    [
      "a wrong checksum",
      damaged((bytes) => {
        bytes[bytes.length - 8] = (bytes.at(-8) ?? 0) ^ 1;
        return bytes;
      }),
      "gzip",
    ],
    ["two gzips in one", damaged((bytes) => Buffer.concat([bytes, bytes])), "gzip"],
    ["a list that is too short", encoded(LIST.subarray(1)), "too-short"],
    ["an empty list", encoded(new Uint8Array(0)), "too-short"],
  ])("%s", (_, text, reason) => {
    expect(reasonOf(() => decodeStatusList(text))).toBe(`status-list-invalid ${reason}`);
  });

  test("a bomb, before it is unpacked", () => {
    const bomb = encoded(new Uint8Array(40_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    expect(reasonOf(() => decodeStatusList(bomb))).toBe("status-list-invalid too-long");
    expect(reasonOf(() => decodeStatusList(encoded(new Uint8Array(20_000)), { maxEntries: 131_072 }))).toBe(
      "status-list-invalid too-long",
    );
  });

  test("a text longer than any list, unread", () => {
    expect(reasonOf(() => decodeStatusList("u".repeat(5_000_000)))).toBe("status-list-invalid too-long");
  });
});

describe("a published list", () => {
  const block = {
    network: parseNetworkId(`eip155:31337:0x${"1f".repeat(20)}`).id,
    number: 5_000,
    hash: parseHex32(`0x${"ab".repeat(32)}`),
    time: 1_793_491_200,
  };
  const input = {
    id: "https://registry.example/status/1",
    issuer: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    purpose: "suspension",
    encodedList: encodeStatusList(statusListBits([7])),
    validFrom: "2026-11-01T00:00:00Z",
    validUntil: "2026-11-01T00:05:00Z",
    block,
  } as const;

  test("is a well-formed credential that can be signed, and says which block it tells", async () => {
    const key = await generateCredentialKey(new Uint8Array(32).fill(3));
    const unsigned = statusListCredential({ ...input, issuer: key.did });
    expect(checkFormat(unsigned).issues).toEqual([]);
    expect(statusListBlock(unsigned)).toEqual(block);
    const signed = await signCredential(unsigned, key, { created: "2026-11-01T00:00:00Z" });
    expect((await prove(signed)).proofs).toMatchObject([{ outcome: "verified", controlledByIssuer: true }]);
    const { description } = unsigned;
    const changed = { ...signed, description: String(description).replace("5000", "5001") };
    expect(statusListBlock(changed)?.number).toBe(5_001);
    expect((await prove(changed)).proofs).toMatchObject([{ outcome: "invalid" }]);
  });

  test("holds its purpose and bits", () => {
    const { credentialSubject: subject } = statusListCredential(input);
    if (!isObject(subject)) throw new TypeError("no subject");
    expect(subject).toMatchObject({ id: `${input.id}#list`, type: "BitstringStatusList", statusPurpose: "suspension" });
    expect(statusAt(decodeStatusList(String(subject.encodedList)), 7)).toBe(1);
  });

  test("of others names no block of ours", () => {
    expect(statusListBlock({})).toBeNull();
    expect(statusListBlock({ description: "A list." })).toBeNull();
  });

  test.each([
    ["a day", { validFrom: "2026-11-01" }],
    ["an end before the start", { validUntil: "2026-10-01T00:00:00Z" }],
    ["a block of no number", { block: { ...block, number: -1 } }],
    ["a block of no time", { block: { ...block, time: 1.5 } }],
  ])("refuses %s", (_, change) => {
    expect(codeOf(() => statusListCredential({ ...input, ...change }))).toBe("issue-invalid");
  });
});
