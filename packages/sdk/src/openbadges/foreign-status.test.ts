import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { utf8 } from "../core/text.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { VC_CONTEXT } from "./contexts.js";
import { checkForeignStatus, checkPublishedStatus, MAX_STATUS_ENTRIES } from "./foreign-status.js";
import { type CredentialKey, generateCredentialKey } from "./keys.js";
import { signCredential } from "./sign.js";
import { encodeStatusList, statusListBits } from "./status-list.js";

const NOW = 1_793_491_260;
const CREATED = "2026-11-01T00:00:00Z";
const URL_OF = "https://status.example/lists/1";
const key = (seed: number) => generateCredentialKey(new Uint8Array(32).fill(seed));
const issuer = await key(1);
const other = await key(2);

type Change = Readonly<Record<string, JsonValue | undefined>>;

function unsignedList(change: Change = {}, subject: Change = {}, by = issuer): JsonObject {
  const whole = {
    "@context": [VC_CONTEXT],
    id: URL_OF,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: by.did,
    validFrom: CREATED,
    validUntil: "2026-11-01T00:05:00Z",
    credentialSubject: {
      id: `${URL_OF}#list`,
      type: "BitstringStatusList",
      statusPurpose: "revocation",
      encodedList: encodeStatusList(statusListBits([7, 8])),
      ...subject,
    },
    ...change,
  };
  // Leaves out what a change takes away.
  return JSON.parse(JSON.stringify(whole));
}
const listOf = async (change: Change = {}, subject: Change = {}, by: CredentialKey = issuer) =>
  signCredential(unsignedList(change, subject, by), by, { created: CREATED });

const entry = (index: number, change: Change = {}): JsonObject =>
  JSON.parse(
    JSON.stringify({
      id: `${URL_OF}#${index}`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(index),
      statusListCredential: URL_OF,
      ...change,
    }),
  );
const credential = (status: JsonValue): JsonObject => ({
  "@context": [VC_CONTEXT],
  type: ["VerifiableCredential"],
  issuer: { id: issuer.did },
  credentialSubject: { id: "urn:a:1" },
  credentialStatus: status,
});
const serving = (list: JsonValue | Uint8Array) => async () =>
  list instanceof Uint8Array ? list : utf8(JSON.stringify(list));

async function askOne(list: JsonValue | Uint8Array, status: JsonValue, now = NOW) {
  const { entries } = await checkForeignStatus(credential(status), { loadStatusList: serving(list), now });
  const [first] = entries;
  if (first === undefined) throw new TypeError("no entry");
  return first;
}

const good = await listOf();

describe("a list that is its issuer's", () => {
  test("says revoked, or not", async () => {
    expect(await askOne(good, entry(7))).toEqual({
      entry: 0,
      purpose: "revocation",
      outcome: "set",
      fault: null,
      value: 1,
      message: null,
      list: URL_OF,
      listIssuer: issuer.did,
      listByIssuer: true,
      validUntil: "2026-11-01T00:05:00Z",
    });
    expect(await askOne(good, entry(9))).toMatchObject({ outcome: "clear", fault: null, value: 0 });
  });

  test("may serve several purposes, and several entries by one request", async () => {
    const list = await listOf({}, { statusPurpose: ["suspension", "revocation"] });
    const asked: string[] = [];
    const io = {
      now: NOW,
      loadStatusList: async (url: string) => {
        asked.push(url);
        return utf8(JSON.stringify(list));
      },
    };
    const both = credential([entry(7, { statusPurpose: "suspension" }), entry(9)]);
    const { entries } = await checkForeignStatus(both, io);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["set", "clear"]);
    expect(asked).toEqual([URL_OF]);
  });

  test("gives a message", async () => {
    const statusMessage = ["0x0", "0x1", "0x2", "0x3"].map((status) => ({ status, message: `says ${status}` }));
    const list = await listOf(
      {},
      { statusPurpose: "message", encodedList: encodeStatusList(new Uint8Array(40_000).fill(0b1000_0000)) },
    );
    const asked = { statusPurpose: "message", statusSize: 2, statusMessage };
    expect(await askOne(list, entry(4, asked))).toMatchObject({ outcome: "set", value: 2, message: "says 0x2" });
    expect(await askOne(list, entry(5, asked))).toMatchObject({ outcome: "clear", value: 0, message: "says 0x0" });
  });

  test("of the older kind", async () => {
    const context = [VC_CONTEXT, "https://w3id.org/vc/status-list/2021/v1"];
    const text = encodeStatusList(statusListBits([7]))
      .slice(1)
      .replaceAll("-", "+")
      .replaceAll("_", "/");
    const list = await listOf(
      {
        "@context": ["https://www.w3.org/2018/credentials/v1", context[1] ?? ""],
        type: ["VerifiableCredential", "StatusList2021Credential"],
        validFrom: undefined,
        validUntil: undefined,
        issuanceDate: CREATED,
        expirationDate: "2026-11-02T00:00:00Z",
      },
      { type: "StatusList2021", encodedList: `${text}=` },
    );
    const old = { type: "StatusList2021Entry" };
    expect(await askOne(list, entry(7, old))).toMatchObject({ outcome: "set", validUntil: "2026-11-02T00:00:00Z" });
    expect(await askOne(list, entry(8, old))).toMatchObject({ outcome: "clear" });
    expect(await askOne(list, entry(7, old), NOW + 200_000)).toMatchObject({ fault: "expired" });
    expect(await askOne(good, entry(7, old))).toMatchObject({ fault: "unreadable" });
  });
});

describe("never clear", () => {
  const clear = entry(9);
  const unreachable = { now: NOW, loadStatusList: () => Promise.reject(new TypeError("no route")) };

  test("where the list cannot be fetched", async () => {
    const { entries } = await checkForeignStatus(credential(clear), unreachable);
    expect(entries).toMatchObject([{ outcome: "unknown", fault: "unreachable", list: URL_OF, value: null }]);
  });

  test.each<readonly [string, () => Promise<JsonValue | Uint8Array>, string]>([
    ["a web page", async () => utf8("<!doctype html><p>moved"), "unreadable"],
    ["no credential at all", async () => ({ encodedList: "u" }), "unreadable"],
    ["a list in a list", async () => [good], "unreadable"],
    ["no signature", async () => unsignedList(), "unsigned"],
    ["an empty list of signatures", async () => ({ ...good, proof: [] }), "unsigned"],
    [
      "bits that were changed",
      async () => ({
        ...good,
        credentialSubject: {
          ...(good.credentialSubject as JsonObject),
          encodedList: encodeStatusList(statusListBits([])),
        },
      }),
      "altered",
    ],
    ["a later end", async () => ({ ...good, validUntil: "2099-01-01T00:00:00Z" }), "altered"],
    ["the key of another", async () => signedBy(other, unsignedList()), "unproven"],
    ["another's word", async () => listOf({}, {}, other), "other-issuer"],
    ["another list of the issuer", async () => listOf({ id: "https://status.example/lists/2" }), "other-list"],
    ["a list without a name", async () => listOf({ id: undefined }), "other-list"],
    ["a list of yesterday", async () => listOf({ validUntil: "2026-11-01T00:00:30Z" }), "expired"],
    [
      "a list of tomorrow",
      async () => listOf({ validFrom: "2026-11-02T00:00:00Z", validUntil: undefined }),
      "not-yet-valid",
    ],
    ["another purpose", async () => listOf({}, { statusPurpose: "suspension" }), "other-purpose"],
    ["a list that is too short", async () => listOf({}, { encodedList: encoded(new Uint8Array(16_383)) }), "too-short"],
    ["bits that are none", async () => listOf({}, { encodedList: "uAAAA" }), "unreadable"],
    ["a bomb", async () => listOf({}, { encodedList: encoded(new Uint8Array(20_000_000)) }), "unreadable"],
    ["no bits", async () => listOf({}, { encodedList: undefined }), "unreadable"],
    ["a credential that is no list", async () => listOf({ type: ["VerifiableCredential"] }), "unreadable"],
  ])("%s", async (_, list, fault) => {
    expect(await askOne(await list(), clear)).toMatchObject({ outcome: "unknown", fault, list: URL_OF });
  });

  test("but a set bit counts whoever signed it, wherever it stands, and however short the list", async () => {
    const short = Uint8Array.of(0b0000_0001);
    for (const list of [
      await listOf({}, {}, other),
      await listOf({ id: "https://status.example/lists/2" }),
      await listOf({}, { encodedList: encoded(short) }),
    ]) {
      expect(await askOne(list, entry(7))).toMatchObject({ outcome: "set", fault: null });
    }
    expect(await askOne(await listOf({}, {}, other), entry(7))).toMatchObject({
      listIssuer: other.did,
      listByIssuer: false,
    });
  });

  test.each<readonly [string, JsonValue, string]>([
    ["an entry of another kind", entry(9, { type: "RevocationList2020Status" }), "unsupported"],
    ["an entry that is a text", "https://status.example/1", "entry-malformed"],
    ["no purpose", entry(9, { statusPurpose: undefined }), "entry-malformed"],
    ["no index", entry(9, { statusListIndex: undefined }), "entry-malformed"],
    ["an index below zero", entry(9, { statusListIndex: "-1" }), "entry-malformed"],
    ["an index in other digits", entry(9, { statusListIndex: "٩" }), "entry-malformed"],
    ["an index beyond the list", entry(131_072), "index-outside"],
    ["an index beyond numbers", entry(9, { statusListIndex: "9".repeat(40) }), "entry-malformed"],
    ["no list", entry(9, { statusListCredential: undefined }), "entry-malformed"],
    ["a list in a file", entry(9, { statusListCredential: "file:///etc/passwd" }), "unsupported"],
    ["a list in the URL itself", entry(9, { statusListCredential: "data:application/json,{}" }), "unsupported"],
    ["a message without its table", entry(9, { statusPurpose: "message" }), "entry-malformed"],
    ["entries of two bits without a table", entry(9, { statusSize: 2 }), "entry-malformed"],
    ["entries of no bits", entry(9, { statusSize: 0 }), "entry-malformed"],
    ["entries of too many bits", entry(9, { statusSize: 64 }), "unsupported"],
    [
      "a table with a gap",
      entry(9, {
        statusMessage: [
          { status: "0x0", message: "a" },
          { status: "0x0", message: "b" },
        ],
      }),
      "entry-malformed",
    ],
  ])("%s", async (_, status, fault) => {
    expect(await askOne(good, status)).toMatchObject({ outcome: "unknown", fault });
  });

  test("the list is long enough in entries, not in bits", async () => {
    const statusMessage = [0, 1, 2, 3].map((value) => ({ status: `0x${value}`, message: "m" }));
    const list = await listOf({}, { statusPurpose: "message" });
    const asked = entry(9, { statusPurpose: "message", statusSize: 2, statusMessage });
    expect(await askOne(list, asked)).toMatchObject({ outcome: "unknown", fault: "too-short" });
  });
});

test("entries of our own networks are the chain's, unless the published list is to be compared", async () => {
  const own = entry(7, { id: `urn:peerseal:31337:0x${"11".repeat(20)}:batch:1:5#7` });
  const io = { loadStatusList: serving(good), now: NOW };
  expect((await checkForeignStatus(credential([own, entry(9)]), io)).entries).toMatchObject([{ entry: 1 }]);
  expect((await checkPublishedStatus(credential([own, entry(9)]), io)).entries).toMatchObject([
    { entry: 0, outcome: "set" },
    { entry: 1, outcome: "clear" },
  ]);
});

test("thousands of entries cost no more than a few", async () => {
  let asked = 0;
  const io = {
    now: NOW,
    loadStatusList: async () => {
      asked += 1;
      return utf8("{}");
    },
  };
  const many = Array.from({ length: 5_000 }, (_, i) => entry(i, { statusListCredential: `${URL_OF}/${i}` }));
  const { entries } = await checkForeignStatus(credential(many), io);
  expect(asked).toBe(MAX_STATUS_ENTRIES);
  expect(entries).toHaveLength(MAX_STATUS_ENTRIES + 1);
  expect(entries.at(-1)).toMatchObject({ outcome: "unknown", fault: "unsupported" });
});

/** A genuine signature by a key that does not belong to the issuer named. */
async function signedBy(by: CredentialKey, list: JsonObject): Promise<JsonObject> {
  return signCredential(list, { ...by, did: issuer.did }, { created: CREATED });
}

function encoded(bytes: Uint8Array): string {
  return `u${Buffer.from(gzipSync(bytes)).toString("base64url")}`;
}

const FIXTURES = new URL("../../../../../shared/fixtures/dcc/", import.meta.url);

describe.skipIf(!existsSync(FIXTURES))("lists that others published (a folder `shared` beside the repository)", () => {
  const read = (name: string): JsonObject => JSON.parse(readFileSync(new URL(name, FIXTURES), "utf8"));
  const ask = async (name: string, list: string) => {
    const loadStatusList = serving(read(list));
    return (await checkForeignStatus(read(name), { loadStatusList, now: NOW })).entries;
  };

  test("a revoked credential, by a list of another issuer, which is named", async () => {
    expect(await ask("ob3-vc2-ed25519-2020-revoked.json", "statuslist-valid.json")).toMatchObject([
      {
        outcome: "set",
        purpose: "revocation",
        listByIssuer: false,
        listIssuer: expect.stringMatching(/^did:key:z6Mkn/),
      },
    ]);
  });

  test("a list that was tampered with", async () => {
    expect(await ask("ob3-vc2-tampered-statuslist.json", "statuslist-tampered.json")).toMatchObject([
      { outcome: "unknown", fault: "altered" },
    ]);
  });
});
