import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import {
  type Client,
  type CourseVersionDocument,
  decodeStatusList,
  digestOf,
  type Hex,
  type JsonObject,
  loadContext,
  MIN_STATUS_LIST_ENTRIES,
  parseStatusEntryId,
  prove,
  STATUS_ACTIONS,
  type StatusAction,
  statusAt,
  statusListBlock,
  type wire,
} from "@peerseal/sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { act, addCredentialKey, foundNetwork, publishCourse, signerOf } from "./cast.ts";
import { makeWorld, startOne, type World } from "./relaying.world.ts";

const LEARNERS = 12;
const HOUR = 3_600;

let world: World;
let client: Client;
let api: string;
let close: () => Promise<void>;
let course: { readonly version: Hex; readonly document: CourseVersionDocument };
/** Added to the clock of the registry, in seconds. */
let ahead = 0;
let nonce = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;

beforeAll(async () => {
  world = await makeWorld("status-lists");
  const { registry, client: made } = await startOne(world, { now });
  client = made;
  api = registry.url;
  close = registry.close;
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  course = await publishCourse(deps, 2, "shelter-hygiene");
});

afterAll(async () => {
  await close?.();
  await world?.end();
});

/** Credentials of the batch of this test, and their places. */
let number: number;
let credentials: JsonObject[];
let indexes: number[];

beforeEach(async () => {
  ahead = 0;
  const learners = Array.from({ length: LEARNERS }, (_, i) => `learner-${i}@example.org`);
  const batch = await client.batches.issue({ courseVersion: course.version, institution: 2, learners });
  number = batch.number;
  await client.batches.reached(batch, ["anchored"], { everyMs: 20 });
  const { data } = await client.batches.bundles(batch, { limit: 100 });
  credentials = data.map(({ credential }) => credential as JsonObject);
  indexes = credentials.map((credential) => {
    const { id } = credential.credentialStatus as { id: string };
    return parseStatusEntryId(id)?.index ?? -1;
  });
});

async function change(action: StatusAction, ...which: readonly number[]): Promise<void> {
  const words = new Map<number, bigint>();
  for (const index of which) words.set(index >> 8, (words.get(index >> 8) ?? 0n) | (1n << BigInt(index & 255)));
  const ordered = [...words].sort(([a], [b]) => a - b);
  await act({ client, connection: world.connection }, signerOf("institution 2"), "SetStatus", {
    institution: 2,
    number,
    action: STATUS_ACTIONS.indexOf(action),
    words: ordered.map(([word]) => word),
    masks: ordered.map(([, mask]) => mask.toString()),
    // Only what can be taken back uses up a nonce.
    nonce: action === "suspend" || action === "reinstate" ? String(nonce++) : "0",
  });
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api}/status/${path}`, { headers });
const listOf = async (purpose: string) => client.statusLists.get(`2-${number}-${purpose}`);
const setIn = (encodedList: string) => {
  const bits = decodeStatusList(encodedList);
  return indexes.filter((index) => statusAt(bits, index) === 1);
};
/** The DID document that the registry makes of what the chain says. */
const loadDid = async (did: string) => {
  expect(did).toBe("did:web:institution-2.example");
  const response = await fetch(`${api}/v1/institutions/2/did.json`);
  return (await response.json()) as JsonObject & { readonly verificationMethod: readonly JsonObject[] };
};
/** All set bits of a list, whether they are of a credential or not. */
const allSet = (encodedList: string) => {
  const bits = decodeStatusList(encodedList);
  return Array.from({ length: MIN_STATUS_LIST_ENTRIES }, (_, i) => i).filter((i) => statusAt(bits, i) === 1);
};
const ascending = (...some: readonly (number | undefined)[]) => some.map(Number).sort((a, b) => a - b);

test("a list says what the chain's bits say, each purpose its own, and names the block", async () => {
  const [one, two, three, four] = indexes;
  const fresh = await listOf("revocation");
  expect(allSet(fresh.credentialSubject.encodedList)).toEqual([]);

  await change("revoke", Number(one), Number(two));
  await change("replace", Number(three));
  await change("suspend", Number(two), Number(four));
  const revocation = await listOf("revocation");
  const suspension = await listOf("suspension");
  expect(allSet(revocation.credentialSubject.encodedList)).toEqual(ascending(one, two, three));
  expect(allSet(suspension.credentialSubject.encodedList)).toEqual(ascending(two, four));
  expect(decodeStatusList(revocation.credentialSubject.encodedList)).toHaveLength(MIN_STATUS_LIST_ENTRIES / 8);

  await change("reinstate", Number(two), Number(four));
  const reinstated = await listOf("suspension");
  expect(allSet(reinstated.credentialSubject.encodedList)).toEqual([]);

  const blocks = [fresh, revocation, suspension, reinstated].map((list) => statusListBlock(list as never));
  const head = await world.connection.provider.getBlock("latest");
  expect(blocks[3]).toEqual({
    network: world.connection.network,
    number: head?.number,
    hash: head?.hash,
    time: head?.timestamp,
  });
  expect(Number(blocks[0]?.number)).toBeLessThan(Number(blocks[1]?.number));
  expect(Number(blocks[2]?.number)).toBeLessThan(Number(blocks[3]?.number));
});

test("each list is signed by the issuer of its credentials, for an hour and what clocks differ", async () => {
  const list = await listOf("suspension");
  const { proofs } = await prove(list as never, { loadDid });
  expect(proofs).toMatchObject([{ outcome: "verified", suite: "eddsa-rdfc-2022", controlledByIssuer: true }]);
  expect(credentials[0]).toMatchObject({ issuer: { id: list.issuer } });
  expect(Date.parse(list.validUntil) - Date.parse(list.validFrom)).toBe((HOUR + 60) * 1_000);
  expect(list.id).toBe(`${api}/status/2-${number}-suspension`);
  expect(list.credentialSubject).toMatchObject({ id: `${list.id}#list`, statusPurpose: "suspension" });
});

test("a list is kept until a bit changes or half of its time is over", async () => {
  const first = await get(`2-${number}-revocation`);
  const etag = first.headers.get("etag") ?? "";
  expect(first.headers.get("cache-control")).toMatch(/max-age=60/);
  expect(first.headers.get("content-type")).toBe("application/vc");
  const body = await first.text();

  ahead += HOUR / 2 - 60;
  const same = await get(`2-${number}-revocation`);
  expect(same.headers.get("etag")).toBe(etag);
  expect(await same.text()).toBe(body);
  expect((await get(`2-${number}-revocation`, { "if-none-match": `"other", ${etag}` })).status).toBe(304);

  ahead += 120;
  const renewed = await get(`2-${number}-revocation`, { "if-none-match": etag });
  expect(renewed.status).toBe(200);
  const later = (await renewed.json()) as { validFrom: string; credentialSubject: { encodedList: string } };
  expect(later.validFrom > (JSON.parse(body) as { validFrom: string }).validFrom).toBe(true);

  await change("revoke", Number(indexes[0]));
  const changed = await get(`2-${number}-revocation`, { "if-none-match": renewed.headers.get("etag") ?? "" });
  expect(changed.status).toBe(200);
  expect(setIn(((await changed.json()) as typeof later).credentialSubject.encodedList)).toEqual([indexes[0]]);
});

test("asked by many at once, a list is signed once", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(`2-${number}-revocation`)));
  expect(new Set(answers.map((answer) => answer.headers.get("etag"))).size).toBe(1);
});

test.each([
  ["application/vc", "application/vc"],
  ["application/ld+json", "application/ld+json"],
  ["application/json", "application/json"],
  ["application/ld+json, application/json;q=0.5", "application/ld+json"],
  ["text/html, */*;q=0.1", "application/vc"],
])("serves %s as %s", async (accept, type) => {
  const response = await get(`2-${number}-revocation`, { accept });
  expect(response.headers.get("content-type")).toBe(type);
  expect(response.headers.get("vary")).toBe("accept");
  expect(await response.json()).toHaveProperty("credentialSubject.encodedList");
});

test("refuses what it has not, with the reason", async () => {
  const problem = async (path: string, headers?: Record<string, string>) => {
    const response = await get(path, headers);
    return { status: response.status, ...((await response.json()) as { code: string; details: object; fix: string }) };
  };
  expect(await problem(`2-${number}-revocation`, { accept: "text/html" })).toMatchObject({
    status: 406,
    code: "not-acceptable",
  });
  expect(await problem("2-123-revocation")).toMatchObject({
    status: 404,
    code: "not-found",
    details: { reason: "unknown" },
  });
  expect(await problem("2-123-message")).toMatchObject({ status: 400, code: "request-invalid" });
  expect(await problem("test-ed25519-revocation")).toMatchObject({ status: 404, code: "vc-test-off" });
  const open = await client.batches.open({ institution: 2, courseVersion: course.version, learners: 1 });
  expect(await problem(`2-${open.number}-revocation`)).toMatchObject({
    status: 404,
    details: { reason: "not-anchored" },
  });
  // Institution 1 lent no key.
  const { version } = await publishCourse({ client, connection: world.connection }, 1, `own-${number}`);
  const root = digestOf({ made: "elsewhere" });
  const anchor = { institution: 1, number: 5, root, size: 1, courseVersion: version };
  await act({ client, connection: world.connection }, signerOf("institution 1"), "Anchor", anchor);
  const unsigned = await problem("1-5-revocation");
  expect(unsigned).toMatchObject({ status: 404, code: "status-list-unsigned", details: { reason: "key-not-lent" } });
  expect(unsigned.fix).toContain("/v1/status/");
});

test("a foreign implementation reads a revoked credential as revoked, and the others as not", async () => {
  await change("revoke", Number(indexes[0]));
  // Lists, DID documents and keys as they are published; contexts as they are bundled.
  const documentLoader = async (url: string) => {
    const found = (document: unknown) => ({ contextUrl: null, documentUrl: url, document });
    if (url.startsWith(api)) return found(await (await fetch(url)).json());
    if (!url.startsWith("did:web:")) return loadContext(url);
    const [did = "", fragment] = url.split("#");
    const document = await loadDid(did);
    if (fragment === undefined) return found(document);
    const method = document.verificationMethod.find(({ id }) => id === url);
    return found({ "@context": "https://w3id.org/security/multikey/v1", ...method });
  };
  const suite = new DataIntegrityProof({ cryptosuite });
  const read = async (credential: JsonObject = {}) => {
    let bits: readonly boolean[] = [];
    const { verified } = await verifyCredential({
      credential,
      suite,
      documentLoader,
      now: new Date().toISOString(),
      checkStatus: async () => {
        const { verified: isRight, results = [], error } = await checkStatus({ credential, documentLoader, suite });
        expect(error).toBeUndefined();
        bits = results.map(({ status }) => status);
        return { verified: isRight && !bits.includes(true) };
      },
    });
    return { verified, bits };
  };
  expect(await read(credentials[0])).toEqual({ verified: false, bits: [true] });
  expect(await read(credentials[1])).toEqual({ verified: true, bits: [false] });
});

test("a credential names its list", () => {
  const statusListCredential = `${api}/status/2-${number}-revocation`;
  expect(credentials[0]).toMatchObject({ credentialStatus: { statusListCredential } });
});

describe("a credential of this network, asked by the VC API", () => {
  const verify = async (verifiableCredential: unknown, options: object = {}) => {
    const response = await fetch(`${api}/credentials/verify`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ verifiableCredential, options }),
    });
    const body = (await response.json()) as wire.VerifyVcAnswer;
    return {
      status: response.status,
      verdict: response.headers.get("peerseal-verdict"),
      titles: body.problemDetails?.map(({ title }) => title) ?? [],
      body,
    };
  };

  test("has W3C's answer in the body and our verdict in a header", async () => {
    const { status, verdict, titles, body } = await verify(credentials[0]);
    // Nobody reviewed the course; that is a lane of its own, and the credential is valid.
    expect({ status, verdict, titles }).toEqual({ status: 200, verdict: "valid", titles: [] });
    expect(body).toEqual({ verified: true, problemDetails: [] });
    const asked = await verify(credentials[0], { returnVerdict: true, returnResults: true });
    expect(asked.body.verdict).toMatchObject({ verdict: "valid", checks: expect.anything() });
    expect(asked.body.results?.credentialStatus).toMatchObject([{ verified: true, value: 0 }]);
  });

  test("is not verified once the chain says revoked, at once and whatever a list said before", async () => {
    await listOf("revocation");
    await change("revoke", Number(indexes[0]));
    expect(await verify(credentials[0])).toMatchObject({ status: 400, verdict: "revoked", titles: ["revoked"] });
    await change("replace", Number(indexes[1]));
    expect(await verify(credentials[1])).toMatchObject({ status: 400, verdict: "replaced", titles: ["replaced"] });
    expect(await verify(credentials[2])).toMatchObject({ status: 200, verdict: "valid" });
  });

  test("stays verified by W3C's rules while suspended, since its entry is of revocation, and the answer tells more", async () => {
    await change("suspend", Number(indexes[0]));
    expect(await verify(credentials[0])).toMatchObject({
      status: 200,
      verdict: "suspended",
      titles: ["verdict-suspended"],
      body: { verified: true },
    });
  });

  test("that was altered is neither", async () => {
    const { status, verdict } = await verify({ ...credentials[0], name: "Another" });
    expect({ status, verdict }).toEqual({ status: 400, verdict: "altered" });
  });
});

test("an index that does not follow the chain gives no list", async () => {
  const answering = (status: number) =>
    vi.waitFor(async () => expect((await get(`2-${number}-revocation`)).status).toBe(status), {
      timeout: 120_000,
      interval: 100,
    });
  await answering(200);
  await world.closeChain();
  await answering(503);
  const response = await get(`2-${number}-revocation`);
  expect(await response.json()).toMatchObject({ code: "index-lagging", details: { failing: "chain-unreachable" } });
  await world.openChain();
  await answering(200);
}, 120_000);

// The last one: afterwards nobody issues any more.
test("a key that was reported as stolen signs no more lists", async () => {
  const key = await client.institutions.keys(2, { limit: 100 });
  const credentialKey = key.data.at(-1);
  await act({ client, connection: world.connection }, signerOf("institution 2"), "ReportCompromise", {
    institution: 2,
    key: credentialKey?.key ?? "0x",
    since: now() - 60,
  });
  await change("revoke", Number(indexes[0]));
  const response = await get(`2-${number}-revocation`);
  expect(await response.json()).toMatchObject({
    code: "status-list-unsigned",
    details: { reason: "key-not-authorised" },
  });
});
