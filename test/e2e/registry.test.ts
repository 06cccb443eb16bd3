import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Config,
  createLog,
  type Registry,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  startRegistry,
} from "@peerseal/registry-api";
import {
  type ActionMessage,
  type ActionName,
  accountSigner,
  type Client,
  canonical,
  concernId,
  connect,
  courseId,
  createClient,
  type Deployment,
  deployNetwork,
  digestOf,
  encodeClose,
  encodeDecide,
  type Hex,
  type NetworkConnection,
  packRatings,
  pages,
  parseAddress,
  type RoundId,
  readRound,
  roundId,
  rubricId,
  sealCommitment,
  sendAction,
  sendCall,
  signAction,
  versionId,
} from "@peerseal/sdk";
import { ContractFactory, JsonRpcProvider, NonceManager, Wallet } from "ethers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { forgetChain } from "../../packages/registry-api/dist/store/blocks.js";
import { findStatuses, statusOf } from "../../packages/registry-api/dist/store/chain-anchors.js";
import { openDatabase } from "../../packages/registry-api/dist/store/database.js";
import { putDocument } from "../../packages/registry-api/dist/store/documents.js";
import { indexDigest } from "../../packages/registry-api/dist/store/index-digest.js";
import { type LocalChain, openLocalChain } from "../../scripts/local-chain/local-chain.ts";

const START = 1_800_000_000;
const DAY = 86_400;
const NONE: Hex = `0x${"0".repeat(64)}`;
const SALT: Hex = `0x${"5a".repeat(32)}`;
const PANEL = { objection: 3_600, reveal: DAY, reply: 2 * DAY, appeal: 30 * DAY } as const;
const ALL_PURPOSES = 127;
const LAST = 2 ** 40 - 1;

const walletOf = (name: string) => new Wallet(`0x${createHash("sha256").update(name).digest("hex")}`);
const governor = walletOf("governor");
const relayer = walletOf("relayer");
const keys = [walletOf("provider"), walletOf("convener"), walletOf("appointer")] as const;
const reviewers = [walletOf("reviewer 0"), walletOf("reviewer 1"), walletOf("reviewer 2")] as const;

// Two criteria that every role may rate, the first essential; three seats of two institutions.
const MASKS = 3n | (3n << 32n) | (3n << 64n) | (3n << 96n) | (3n << 128n) | (1n << 160n) | (1n << 192n);
const LIMITS = [2, 3, 2, 2, 0, 0, 1, 0, 2, 2, 2, 3, 50, 75];
const PERIODS = [3 * 365 * DAY, 180 * DAY, 3 * DAY];
const HEADER = [
  MASKS,
  LIMITS.reduce((word, value, i) => word | (BigInt(value) << BigInt(8 * i)), 0n) |
    PERIODS.reduce((word, value, i) => word | (BigInt(value) << BigInt(112 + 32 * i)), 0n),
] as const;

const descriptor = {
  schema: "peerseal.course-version/1",
  title: { en: "Shelter hygiene after a landslide", ja: "土砂災害後の避難所衛生" },
};
const descriptorDigest = digestOf(descriptor);
const rubricDigest = digestOf({ schema: "peerseal.rubric/1", name: "two criteria" });
const course = courseId(1, "shelter-hygiene");
const version = versionId(course, descriptorDigest);
const rubric = rubricId(1, rubricDigest, HEADER);
const round = roundId(version, rubric, 1);

let dataDir: string;
let time = START;
let chain: LocalChain;
let rpc: string;
let deployment: Deployment;
let connection: NetworkConnection;
let database: { url: string; stop: () => Promise<void> };
let registry: Registry;
let client: Client;
let sender: NonceManager;
let provider: JsonRpcProvider;
let block = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-registry-"));
  chain = await openLocalChain({ dataDir, now: () => time, fund: [{ address: relayer.address, wei: 10n ** 21n }] });
  rpc = await chain.listen({ port: 0 });
  provider = new JsonRpcProvider(rpc, chain.chainId, { staticNetwork: true, batchMaxCount: 1, pollingInterval: 10 });
  sender = new NonceManager(relayer.connect(provider));
  deployment = await deployNetwork({
    sender,
    chainId: chain.chainId,
    governance: { kind: "account", address: accountSigner(governor).bytes },
    periods: { panel: PANEL, rapid: { objection: 600, reveal: 600, reply: 3_600, appeal: DAY } },
  });
  connection = await connect({ rpc, network: deployment.network });
  database = await startEmbeddedPostgres({ dataDir });
  registry = await start();
  client = createClient({ baseUrl: registry.url });
  await tellTheStory();
});

afterAll(async () => {
  await registry?.close();
  connection?.close();
  provider?.destroy();
  await database?.stop();
  await chain?.close();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

const config = (): Config => ({
  port: 0,
  dataDir,
  remote: null,
  databaseUrl: database.url,
  publicUrl: null,
  tls: null,
  vcTest: false,
  logLevel: "silent",
});

function start(more: { readonly config?: Config; readonly rpc?: string } = {}): Promise<Registry> {
  return startRegistry({
    config: more.config ?? config(),
    log: createLog({ logLevel: "silent" }),
    network: { network: deployment.network, rpc: more.rpc ?? rpc, firstBlock: deployment.deployedAtBlock },
    now: () => time,
    pollMs: 20,
  });
}

async function act<N extends ActionName>(wallet: Wallet, name: N, message: ActionMessage<N>): Promise<void> {
  time += 1;
  const signed = await signAction(accountSigner(wallet), connection, name, message, { deadline: LAST });
  block = (await sendAction(sender, connection, signed)).blockNumber;
}

async function tellTheStory(): Promise<void> {
  const names = ["Iyonada University", "Tosa Bay Nursing College", "San Telmo State University"];
  for (const [i, name] of names.entries()) {
    const admin = keys[i]?.address.toLowerCase() as Hex;
    const admission = { name, domain: `i${i}.example`, country: "0x4a50", kind: 1, profileDigest: NONE } as const;
    await act(governor, "Admit", { institution: i + 1, ...admission, admin, purposes: ALL_PURPOSES });
  }
  const [owner, convener, appointer] = keys;
  await act(owner, "RegisterCourse", { institution: 1, code: "shelter-hygiene" });
  await act(owner, "PublishVersion", { course, by: 1, descriptorDigest, previous: NONE, minor: false });
  const header = [HEADER[0].toString(), HEADER[1].toString()] as const;
  await act(owner, "PublishRubric", { publisher: 1, digest: rubricDigest, header });
  await act(governor, "ListRubric", { rubric, listed: true, nonce: "0" });
  const opening = {
    version,
    rubric,
    n: 1,
    owner: 1,
    convener: 2,
    purpose: 2,
    basis: 1,
    route: 1,
    seats: [2, 0, 0, 1, 0],
    validity: 365 * DAY,
    reviewUntil: time + 7 * DAY,
    document: NONE,
  };
  await act(owner, "OpenRound", { opening });
  await act(convener, "AcceptRound", { round });
  const seats = [
    [2, 1, convener],
    [3, 1, appointer],
    [3, 4, appointer],
  ] as const;
  for (const [seat, [institution, role, wallet]] of seats.entries()) {
    const signer = reviewers[seat]?.address.toLowerCase() as Hex;
    await act(wallet, "AppointSeat", { round, seat, institution, role, affiliations: [institution], signer });
  }
  time += PANEL.objection + 60;
  await act(convener, "SetPanel", { round, seatCount: seats.length, excluded: 0 });
  const reviews = reviewers.map((wallet, seat) => {
    const ratings = packRatings([2, seat === 0 ? 3 : 2]).toString();
    return { wallet, message: { round, seat, reviewDigest: digestOf({ seat }), ratings, sequence: 1, salt: SALT } };
  });
  for (const { wallet, message } of reviews) {
    await act(wallet, "Seal", { round, seat: message.seat, commitment: sealCommitment(message) });
  }
  for (const { wallet, message } of reviews) await act(wallet, "Review", message);
  await registry.caughtUpTo(block);
}

/** The windows of a round as its contract tells them; 0: not known yet. */
async function windowsOnChain(id: RoundId) {
  const { panelFrom, revealFrom, revealUntil, replyFrom, replyUntil } = await readRound(connection, id);
  return { panelFrom, revealFrom, revealUntil, replyFrom, replyUntil };
}

/** What the registry says of the chain, to compare two of them. */
async function everything(): Promise<unknown> {
  const lists = [client.institutions.list, client.courses.list, client.rubrics.list, client.rounds.list];
  const said: unknown[] = [];
  for (const list of [...lists, client.decisions.list]) {
    for await (const entry of pages<unknown>(list)) said.push(entry);
  }
  for await (const seat of pages((page) => client.rounds.seats(round, page))) said.push(seat);
  for await (const review of pages((page) => client.rounds.reviews(round, page))) said.push(review);
  for (const id of [1, 2, 3]) {
    said.push((await client.institutions.keys(id)).data, (await client.institutions.standings(id)).data);
  }
  return said;
}

test("tells the network that it serves and that it is ready", async () => {
  const network = await client.network();
  expect(network).toMatchObject({
    network: deployment.network,
    chainId: chain.chainId,
    genesis: chain.genesisHash,
    policies: [{ policy: deployment.contracts.policy, listed: true }],
    rubrics: [rubric],
    rpc: new URL(rpc).origin,
  });
  const account = accountSigner(governor).bytes;
  const governs = async () => (await client.network()).governance;
  await expect.poll(governs).toEqual({ kind: "account", account, isContract: false });
  expect(await client.readiness()).toMatchObject({ ready: true, demo: { seeded: null } });
});

test("shows institutions with their keys and standings", async () => {
  const institution = await client.institutions.get(1);
  expect(institution).toMatchObject({
    name: "Iyonada University",
    country: "JP",
    kind: "provider",
    standing: "active",
  });
  const { data } = await client.institutions.keys(1);
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({ data: keys[0].address.toLowerCase(), until: null, compromisedSince: null });
  expect(data[0]?.purposes).toHaveLength(7);
  expect((await client.institutions.standings(1)).data).toMatchObject([{ standing: "active", sequence: 0 }]);
  await expect(client.institutions.get(9)).rejects.toMatchObject({ code: "not-found" });
});

test("gives documents in the bytes that were hashed", async () => {
  const { db, close } = await openDatabase({ url: database.url });
  await putDocument(db, { digest: descriptorDigest, schema: descriptor.schema, canonical: canonical(descriptor) });
  await close();
  const response = await fetch(`${registry.url}/v1/documents/${descriptorDigest}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(`0x${createHash("sha256").update(bytes).digest("hex")}`).toBe(descriptorDigest);
  const again = { headers: { "if-none-match": response.headers.get("etag") ?? "" } };
  expect((await fetch(`${registry.url}/v1/documents/${descriptorDigest}`, again)).status).toBe(304);
  expect((await client.courses.get(course)).title).toEqual(descriptor.title);
  expect((await client.versions.get(version)).descriptor).toEqual(descriptor);
  await expect(client.documents.get(NONE)).rejects.toMatchObject({ code: "not-found" });
});

test("shows a round from its opening to its decision", async () => {
  const before = await client.rounds.get(round);
  expect(before).toMatchObject({ stage: "reviewing", seatCount: 3, submittedCount: 3, route: "panel", reply: null });
  expect(before).toMatchObject({ panelCount: 3, sealedCount: 3, appealOf: null, appealedBy: null });
  expect(before).toMatchObject(await windowsOnChain(round));
  expect(before.replyUntil).toBe((before.replyFrom ?? 0) + 2 * DAY);
  expect((await client.versions.get(version)).quality.state).toBe("in-review");

  const [owner, convener, appointer] = keys;
  await act(owner, "Reply", { round, owner: 1, replyDigest: digestOf({ agreed: true }) });
  const concern = concernId(version, 1);
  await act(convener, "FileConcern", { version, n: 1, institution: 2, document: digestOf({ concern: true }) });
  await act(appointer, "AdmitConcern", { concern, institution: 3 });
  await registry.caughtUpTo(block);
  expect((await client.concerns.list({ state: "open" })).data).toMatchObject([{ id: concern, decidedAt: null }]);
  time = (before.replyUntil ?? 0) + 1;
  await sendCall(sender, encodeClose(connection, round));
  block = (await sendCall(sender, encodeDecide(deployment.contracts.policy, round))).blockNumber;
  await registry.caughtUpTo(block);

  const after = await client.rounds.get(round);
  expect(after).toMatchObject({ stage: "closed", reply: { owner: 1, digest: digestOf({ agreed: true }) } });
  expect(after.decisions).toMatchObject([{ outcome: "met", listed: true, policy: deployment.contracts.policy }]);
  expect((await client.decisions.ofRound(round)).data).toEqual(after.decisions);
  const settled = { id: concern, closedAt: null, decidedAt: after.decisions[0]?.decidedAt };
  expect((await client.concerns.list({ state: "closed" })).data).toMatchObject([settled]);
  expect((await client.concerns.list({ state: "open" })).data).toEqual([]);
  const { quality } = await client.versions.get(version);
  expect(quality).toMatchObject({ state: "met", decision: { round, outcome: "met", convener: { institution: 2 } } });
  expect(quality.decision?.panel).toHaveLength(3);

  const { data: reviews } = await client.rounds.reviews(round);
  expect(reviews.map((review) => review.levels)).toEqual([
    [2, 3],
    [2, 2],
    [2, 2],
  ]);
  expect((await client.rounds.list({ version, stage: "closed", convener: 2 })).data.map(({ id }) => id)).toEqual([
    round,
  ]);
  expect((await client.rounds.list({ stage: "abandoned" })).data).toEqual([]);
});

test("follows batches and the status of their credentials", async () => {
  const [owner] = keys;
  const number = 2 ** 52 - 1;
  const batch = { institution: 1, number, root: digestOf({ root: 1 }), size: 300, courseVersion: version };
  await act(owner, "Anchor", batch);
  const bit = (index: number) => (1n << BigInt(index & 255)).toString();
  const status = { institution: 1, number } as const;
  await act(owner, "SetStatus", { ...status, action: 2, words: [1], masks: [bit(299)], nonce: "0" });
  await act(owner, "SetStatus", { ...status, action: 1, words: [0], masks: [bit(7)], nonce: "0" });
  await act(owner, "SetStatus", { ...status, action: 4, words: [0, 1], masks: [bit(8), bit(298)], nonce: "0" });
  await registry.caughtUpTo(block);
  const { db, close } = await openDatabase({ url: database.url });
  const words = async () => {
    const indexes = [0, 7, 8, 298, 299];
    const rows = await Promise.all(indexes.map((index) => statusOf(db, 1, String(number), index)));
    const place = { institution: 1, number: String(number) };
    const beyond = [
      { ...place, index: 300 },
      { ...place, number: "1", index: 0 },
    ];
    const asked = [...indexes.map((index) => ({ ...place, index })), ...beyond];
    expect(await Promise.all(asked.map(findStatuses(db)))).toEqual([...rows, null, null]);
    return rows.map((row) => row.status);
  };
  expect(await words()).toEqual(["active", "revoked", "replaced", "replaced", "suspended"]);
  await act(owner, "SetStatus", { ...status, action: 3, words: [1], masks: [bit(299)], nonce: "1" });
  await registry.caughtUpTo(block);
  expect(await words()).toEqual(["active", "revoked", "replaced", "replaced", "active"]);
  await close();
});

test("a link to nothing leads people to a page, and programs to a problem", async () => {
  for (const [path, status] of [
    ["/institutions/999", 404],
    [`/rounds/${NONE}`, 404],
    ["/rounds/0xcut", 400],
  ] as const) {
    const asked = (accept: string) => fetch(`${registry.url}${path}`, { headers: { accept, "accept-language": "ja" } });
    const page = await asked("text/html");
    expect([path, page.status, page.headers.get("content-type")]).toEqual([path, status, "text/html; charset=utf-8"]);
    expect(await page.text()).toContain("このアドレスには何もありません。");
    expect((await asked("application/json")).headers.get("content-type")).toBe("application/problem+json");
    expect((await asked("image/png")).headers.get("content-type")).toBe("application/problem+json");
  }
});

test("pages lists by cursor and refuses cursors of other lists", async () => {
  const first = await client.institutions.list({ limit: 2 });
  expect(first.data.map(({ id }) => id)).toEqual([1, 2]);
  const second = await client.institutions.list({ limit: 2, cursor: first.next ?? "" });
  expect(second).toMatchObject({ data: [{ id: 3 }], next: null });
  const cursor = first.next ?? "";
  await expect(client.courses.list({ cursor })).rejects.toMatchObject({ code: "cursor-invalid" });
  await expect(client.institutions.list({ cursor, kind: "provider" })).rejects.toMatchObject({
    code: "cursor-invalid",
  });
  await expect(client.institutions.list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "cursor-invalid" });
  await expect(client.institutions.list({ limit: 101 })).rejects.toMatchObject({ code: "request-invalid" });
});

test("answers faults with problems", async () => {
  const problem = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${registry.url}${path}`, init);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const body = await response.json();
    expect(body).toMatchObject({ status: response.status, fix: expect.any(String), requestId: expect.any(String) });
    return { code: body.code, status: response.status, response };
  };
  expect(await problem("/v1/nothing")).toMatchObject({ code: "route-not-found", status: 404 });
  const post = await problem("/v1/institutions", { method: "POST" });
  expect(post).toMatchObject({ code: "method-not-allowed", status: 405 });
  expect(post.response.headers.get("allow")).toBe("GET, HEAD");
  expect(await problem("/v1/institutions/0")).toMatchObject({ code: "request-invalid", status: 400 });
  expect(await problem("/v1/institutions?unknown=1")).toMatchObject({ code: "request-invalid", status: 400 });
  expect(await problem(`/v1/courses/${course.toUpperCase()}`)).toMatchObject({ code: "request-invalid" });
  expect(await problem("/%zz")).toMatchObject({ code: "request-invalid", status: 400 });
});

test("refuses foreign hosts and pages", async () => {
  const ask = (headers: Record<string, string>, method = "GET") =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(registry.url);
      httpRequest({ hostname, port, path: "/v1/network", method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });
  const { host } = new URL(registry.url);
  expect(await ask({ host })).toBe(200);
  expect(await ask({ host: "registry.example" })).toBe(403);
  expect(await ask({ host: "127.0.0.1.registry.example" })).toBe(403);
  expect(await ask({ host, origin: "https://elsewhere.example" }, "POST")).toBe(403);
  expect(await ask({ host, origin: "null" }, "POST")).toBe(403);
  expect(await ask({ host, "sec-fetch-site": "cross-site" }, "POST")).toBe(403);
  expect(await ask({ host, origin: `http://${host}` }, "POST")).toBe(405);
});

test("describes itself without asking anyone else", async () => {
  const described = await (await fetch(`${registry.url}/openapi.json`)).json();
  expect(described.openapi).toBe("3.1.0");
  const operations = Object.entries<Record<string, { tags?: string[]; summary?: string; responses: object }>>(
    described.paths,
  ).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  expect(operations.length).toBeGreaterThanOrEqual(19);
  for (const { operation } of operations) {
    expect(operation.tags).toHaveLength(1);
    expect(operation.summary).toEqual(expect.any(String));
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["400", "403", "500"]));
  }
  const page = await fetch(`${registry.url}/docs/`);
  const html = await page.text();
  expect(page.headers.get("content-security-policy")).toContain("connect-src 'self'");
  for (const [, address = ""] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect(new URL(address, page.url).origin).toBe(registry.url);
  }
  expect((await fetch(`${registry.url}/docs/js/scalar.js`)).status).toBe(200);
});

test("shows which decisions are by listed policies, those before the listing too", async () => {
  const { policy } = deployment.contracts;
  await act(governor, "ListPolicy", { policy, listed: false, nonce: "1" });
  await registry.caughtUpTo(block);
  expect((await client.decisions.ofRound(round)).data).toMatchObject([{ policy, listed: false }]);
  expect((await client.versions.get(version)).quality.flags).toContain("other-decision");

  const path = "../../artifacts/contracts/round/QualityPolicy.sol/QualityPolicy.json";
  const { abi, bytecode } = JSON.parse(await readFile(join(import.meta.dirname, path), "utf8"));
  const { rounds } = deployment.contracts;
  const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(rounds);
  const second = parseAddress((await sendCall(sender, { data: data as Hex })).contractAddress ?? "");
  const { blockNumber: decidedIn } = await sendCall(sender, encodeDecide(second, round));
  await act(governor, "ListRubric", { rubric: rubricDigest, listed: true, nonce: "2" });
  await registry.caughtUpTo(block);
  expect((await client.decisions.ofRound(round)).data.map((decision) => decision.policy)).toEqual([policy]);

  await act(governor, "ListPolicy", { policy: second, listed: true, nonce: "3" });
  await registry.caughtUpTo(block);
  expect((await client.decisions.ofRound(round)).data).toMatchObject([
    { policy, listed: false },
    { policy: second, listed: true, outcome: "met", recorded: { block: decidedIn } },
  ]);
  expect((await client.versions.get(version)).quality).toMatchObject({ state: "met", decision: { policy: second } });
});

test("rebuilds the same from the chain alone", async () => {
  const before = await everything();
  await registry.close();
  const { db, close } = await openDatabase({ url: database.url });
  const digest = await indexDigest(db);
  // Policies that were listed late are among what it is made of.
  expect(digest.rows).toBeGreaterThan(30);
  await forgetChain(db);
  registry = await start();
  client = createClient({ baseUrl: registry.url });
  await registry.caughtUpTo(block);
  expect(await everything()).toEqual(before);
  expect(await indexDigest(db, { upTo: digest.block ?? 0 })).toEqual(digest);
  await close();
});

test("starts on its own database only, on a free port, against a chain that is there", async () => {
  const { db, close } = await openDatabase({ url: database.url });
  const genesis = chain.genesisHash as Hex;
  await db.updateTable("network").set({ genesis: NONE }).execute();
  await expect(start()).rejects.toMatchObject({ code: "database-foreign" });
  await db.updateTable("network").set({ genesis }).execute();
  await close();
  const taken = { ...config(), port: Number(new URL(registry.url).port) };
  await expect(start({ config: taken })).rejects.toMatchObject({ code: "port-taken" });
  const nobody = { ...config(), databaseUrl: "postgres://127.0.0.1:1/none" };
  await expect(start({ config: nobody })).rejects.toMatchObject({ code: "database-unreachable" });
});

/** Passes requests on to the chain; closing it is a chain that went away. */
function passOn(port: number): Promise<Server> {
  const server = createServer((incoming, answer) => {
    const { method, headers } = incoming;
    const onwards = httpRequest(rpc, { method, headers: { ...headers, host: new URL(rpc).host } }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onwards.on("error", () => answer.destroy());
    incoming.pipe(onwards);
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

async function stopServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

test("says what is missing while the chain or the database is away", async () => {
  const other = await mkdtemp(join(tmpdir(), "peerseal-registry-"));
  const ownDatabase = await startEmbeddedPostgres({ dataDir: other });
  let door = await passOn(0);
  const { port } = door.address() as AddressInfo;
  const lonely = await start({
    config: { ...config(), databaseUrl: ownDatabase.url },
    rpc: `http://127.0.0.1:${port}`,
  });
  const readiness = async () => (await fetch(`${lonely.url}/readyz`)).json();
  try {
    await lonely.caughtUpTo(block);
    expect(await readiness()).toMatchObject({ ready: true });
    await stopServer(door);
    const silent = { ready: false, reason: "chain-unreachable" };
    await vi.waitFor(async () => expect(await readiness()).toMatchObject({ ready: false, chain: silent }), 30_000);
    expect((await fetch(`${lonely.url}/v1/institutions`)).status).toBe(200);
    await expect(lonely.caughtUpTo(block + 1, { timeoutMs: 1 })).rejects.toMatchObject({ code: "chain-unreachable" });
    door = await passOn(port);
    await vi.waitFor(async () => expect(await readiness()).toMatchObject({ ready: true }), 30_000);

    await ownDatabase.stop();
    const lost = await fetch(`${lonely.url}/v1/institutions`);
    expect(lost.status).toBe(503);
    expect(await lost.json()).toMatchObject({ code: "database-unreachable", retryable: true });
    expect(await readiness()).toMatchObject({
      ready: false,
      database: { ready: false, reason: "database-unreachable" },
    });
  } finally {
    await lonely.close();
    await stopServer(door);
    await ownDatabase.stop();
    await removeEmbeddedPostgres(other);
    await rm(other, { recursive: true, force: true });
  }
});
