import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { FOLLOWERS } from "@peerseal/registry-api";
import {
  type Client,
  createClient,
  credentialDigest,
  digestOf,
  type JsonObject,
  type StreamEvent,
  type VersionId,
  verifyWebhook,
  type WebhookMessage,
  type wire,
} from "@peerseal/sdk";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { poolDatabase } from "../../packages/registry-api/dist/notify/boss.js";
import { dropBlocksAbove, readCursor, writeCursor } from "../../packages/registry-api/dist/store/blocks.js";
import { setDocumentState } from "../../packages/registry-api/dist/store/documents.js";
import { startWebhooksWith } from "../../packages/registry-api/dist/webhooks.js";
import { act, addCredentialKey, foundNetwork, NONE, openRound, publishCourse, signerOf } from "./cast.ts";
import { keyFor, makeWorld, startOne, type World } from "./relaying.world.ts";

const WITHIN = { timeout: 60_000, interval: 50 };
const config = { webhooksToLoopback: true, webhookKey: Buffer.alloc(32, 7).toString("base64url") };

let world: World;
let client: Client;
let other: Client;
let api: string;
const closers: (() => Promise<void>)[] = [];
let course: Awaited<ReturnType<typeof publishCourse>>;
let round: string;
let japanese: { readonly version: VersionId; readonly document: JsonObject };

/** A receiver of webhooks. */
let receiver: Server;
let hook: string;
let answer = 200;
let secrets: string[] = [];
const received: WebhookMessage[] = [];
const refused: unknown[] = [];

beforeAll(async () => {
  world = await makeWorld("followers");
  const [search, streams] = FOLLOWERS;
  const followers = [
    ...(search === undefined || streams === undefined ? [] : [search, streams]),
    (deps: Parameters<typeof startWebhooksWith>[0]) => startWebhooksWith(deps, { retryDelay: 1, retries: 2 }),
  ];
  const first = await startOne(world, { followers, config });
  const second = await startOne(world, { followers, config, folder: "second" });
  closers.push(second.registry.close, first.registry.close);
  [client, other, api] = [first.client, second.client, first.registry.url];
  const deps = { client, connection: world.connection };
  const { rubric, rubricDigest } = await foundNetwork(deps, 4);
  await addCredentialKey(deps, 2);
  course = await publishCourse(deps, 2, "shelter-hygiene");
  const title = { en: "Shelter hygiene", ja: "土砂災害後の避難所衛生" };
  const document = { ...course.document, version: "1.1.0", previous: course.version, title };
  const descriptorDigest = digestOf(document);
  const message = { course: course.course, by: 2, descriptorDigest, previous: course.version, minor: false };
  await act(deps, signerOf("institution 2"), "PublishVersion", message, document);
  const { newestVersion } = await client.courses.get(course.course);
  japanese = { version: newestVersion as VersionId, document };
  const reviewed = await publishCourse(deps, 1, "flood-drill");
  round = await openRound(deps, { version: reviewed.version, rubric, rubricDigest }, [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: signerOf("reviewer 2") },
  ]);

  receiver = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      try {
        const message = verifyWebhook(request.headers, Buffer.concat(pieces), secrets, Date.now() / 1000);
        if (answer === 200) received.push(message);
      } catch (error) {
        refused.push(error);
      }
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
}, 300_000);

afterAll(async () => {
  for (const close of closers) await close();
  receiver?.closeAllConnections();
  receiver?.close();
  await world?.end();
});

type Feed = AsyncGenerator<StreamEvent<wire.FeedEvent>, void, undefined>;

async function take(feed: Feed, until: (events: readonly StreamEvent<wire.FeedEvent>[]) => boolean) {
  const events: StreamEvent<wire.FeedEvent>[] = [];
  for await (const event of feed) {
    events.push(event);
    if (until(events)) break;
  }
  return events;
}

const found = async (q: string, more: object = {}) =>
  (await client.search({ q, ...more })).data.map(({ kind, id }) => `${kind} ${id}`);

/** What a reorganisation does to the tables: blocks go, then the indexer comes back to the same ones. */
async function takeBack(depth: (head: number) => number): Promise<void> {
  await world.database.db.transaction().execute(async (tx) => {
    await tx.selectFrom("network").select("id").forUpdate().execute();
    const cursor = await readCursor(tx);
    const to = depth(cursor?.head.number ?? 0);
    const block = await tx
      .selectFrom("blocks")
      .selectAll()
      .where("number", "<=", to)
      .orderBy("number", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const head = { number: block.number, hash: block.hash };
    await writeCursor(tx, { head, final: head });
    await dropBlocksAbove(tx, block.number);
  });
}

test("finds things by words in both languages, by codes, domains and ids, each once", async () => {
  const version = `version ${japanese.version}`;
  await vi.waitFor(async () => expect(await found("避難所")).toContain(version), WITHIN);
  expect(await found("難所衛")).toEqual([`course ${course.course}`, version]);
  expect(await found("ﾄﾞﾛｰﾝ")).toEqual([]);
  // Every word by its beginning; the other one has them in its course's code only, and comes after it.
  expect(await found("SHELT hyg", { kind: "version" })).toEqual([version, `version ${course.version}`]);
  expect(await found("drone slope hygiene", { kind: "version" })).toEqual([`version ${course.version}`]);
  expect(await found("flood drill", { kind: "round" })).toEqual([`round ${round}`]);
  expect(await found(round.slice(0, 20))).toEqual([`round ${round}`]);
  expect(await found("institution-3.example")).toEqual(["institution 3"]);
  expect(await found("institution 3", { kind: "institution" })).toEqual(["institution 3"]);
  expect(await found(course.course.slice(0, 12))).toEqual([`course ${course.course}`]);
  expect(await found(course.course.slice(2, 12), { kind: "course" })).toEqual([`course ${course.course}`]);
  expect(await found("shelter-hygiene", { kind: "course" })).toEqual([`course ${course.course}`]);

  const [hit] = (await client.search({ q: "避難所 衛生", kind: "version" })).data;
  expect(hit).toEqual({
    kind: "version",
    id: japanese.version,
    institution: 2,
    title: "土砂災害後の避難所衛生",
    language: "ja",
    snippet: { text: "土砂災害後の避難所衛生", marks: [[6, 11]] },
    href: `/v1/versions/${japanese.version}`,
  });
  const { data: flying } = await client.search({ q: "read fly", kind: "version", language: "en" });
  const described = flying.find(({ id }) => id === course.version);
  expect(described?.snippet.text).toBe("Plan, fly and read a survey of a slope.");
  expect(described?.snippet.marks).toEqual([
    [6, 9],
    [14, 18],
  ]);
});

test("pages through what it finds, and takes no cursor of another search", async () => {
  const all = await found("institution", { kind: "institution" });
  expect(all).toHaveLength(4);
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 4; page++) {
    const { data, next } = await client.search({
      q: "institution",
      kind: "institution",
      limit: 1,
      ...(cursor === undefined ? {} : { cursor }),
    });
    seen.push(...data.map(({ kind, id }) => `${kind} ${id}`));
    cursor = next ?? undefined;
  }
  expect(seen).toEqual(all);
  expect(cursor).toBeUndefined();
  const { next } = await client.search({ q: "institution", limit: 1 });
  await expect(client.search({ q: "other", cursor: next ?? "" })).rejects.toMatchObject({ code: "cursor-invalid" });
});

test.each([
  "'",
  "''':*",
  "& | ! ( ) <-> :*A",
  "a & b | !c <-> (d):*",
  "\\",
  "\\' or 1=1 --",
  "!!!???…",
  "",
  "   ",
  "🙂 ️",
  "ー",
  "x".repeat(200),
  "字".repeat(200),
  "%_*?[]{}^$",
  `"${"'".repeat(99)}`,
])("takes any words: %j", async (q) => {
  const response = await fetch(`${api}/v1/search?${new URLSearchParams({ q })}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ data: expect.any(Array), next: null });
});

test("refuses words beyond 200 characters", async () => {
  await expect(client.search({ q: "x".repeat(201) })).rejects.toMatchObject({ code: "request-invalid" });
});

test("the queue of deliveries is given the rows of each of several statements", async () => {
  const { executeSql } = poolDatabase(world.database.db.pool);
  expect(await executeSql("select 1 as one; select 2 as two")).toEqual({ rows: [{ one: 1 }, { two: 2 }] });
  expect(await executeSql("select $1::int as three", [3])).toEqual({ rows: [{ three: 3 }] });
});

test("no longer finds the words of a document that is withheld, and finds them again", async () => {
  const { db } = world.database;
  const digest = digestOf(japanese.document);
  await setDocumentState(db, digest, "withheld");
  // In the very transaction: no waiting.
  expect(await found("避難所")).toEqual([]);
  await vi.waitFor(async () => expect(await found("shelter-hygiene", { kind: "version" })).toHaveLength(2), WITHIN);
  expect(await found("避難所")).toEqual([]);
  await setDocumentState(db, digest, "published");
  await vi.waitFor(async () => expect(await found("避難所", { kind: "version" })).toHaveLength(1), WITHIN);
});

test("streams the feed from the beginning, goes on at another replica, and tells what a rollback took", async () => {
  const everything = await take(
    client.events.feed({ after: "0-0" }),
    (events) => events.at(-1)?.data.subject === japanese.version,
  );
  expect(everything.slice(0, 2).map(({ event, data }) => [event, data.subject])).toEqual([
    ["institution.admitted", "1"],
    ["institution.standing", "1"],
  ]);
  expect(everything.at(-1)).toMatchObject({
    event: "version.published",
    data: { institution: 2, href: `/v1/versions/${japanese.version}`, data: { course: course.course, minor: false } },
  });
  const middle = everything[2]?.id ?? "";
  const rest = await take(
    other.events.feed({ after: middle }),
    (events) => events.at(-1)?.data.subject === japanese.version,
  );
  expect(rest).toEqual(everything.slice(3));

  const only = await take(client.events.feed({ after: "0-0", type: "course.registered" }), () => true);
  expect(only.map(({ data }) => data.data)).toEqual([{ code: "shelter-hygiene" }]);

  // From where all is told on, at the other replica; then everything after the first version goes and comes back.
  const newest = await take(client.events.feed({ after: "0-0" }), (events) => events.length >= everything.length);
  const last = newest.at(-1);
  const stop = new AbortController();
  const live: StreamEvent<wire.FeedEvent>[] = [];
  const following = (async () => {
    for await (const event of other.events.feed({ after: last?.id ?? "", signal: stop.signal })) live.push(event);
  })().catch(() => undefined);
  const block = last?.data.block ?? 0;
  await takeBack(() => block - 1);
  await vi.waitFor(() => {
    const told = live.filter(({ data }) => data.subject === japanese.version).map(({ event }) => event);
    expect(told).toEqual(["removed", "version.published"]);
  }, WITHIN);
  stop.abort();
  await following;
  // Somebody who was away meanwhile is told the same by any replica.
  const away = await take(
    client.events.feed({ after: last?.id ?? "" }),
    (events) => events.at(-1)?.event === "version.published" && events.at(-1)?.data.subject === japanese.version,
  );
  expect(away.filter(({ data }) => data.subject === japanese.version).map(({ event }) => event)).toEqual([
    "removed",
    "version.published",
  ]);
  expect(away.find(({ event }) => event === "removed")?.id).toBeNull();
  await expect(take(client.events.feed({ after: "nonsense" }), () => true)).rejects.toMatchObject({
    code: "cursor-invalid",
  });
});

test("search follows the blocks that go and come", async () => {
  const { db } = world.database;
  const event = await db
    .selectFrom("chainEvents")
    .selectAll()
    .where("subject", "=", japanese.version)
    .executeTakeFirstOrThrow();
  // Within a transaction that is not ended, so that nothing comes back meanwhile.
  await db
    .transaction()
    .execute(async (tx) => {
      await dropBlocksAbove(tx, event.blockNumber - 1);
      const left = await tx.selectFrom("searchEntries").select("id").where("id", "=", japanese.version).execute();
      expect(left).toEqual([]);
      const cursor = await tx.selectFrom("searchCursor").selectAll().executeTakeFirstOrThrow();
      expect(cursor.position).toBe(event.blockNumber * 2 ** 20 - 1);
      throw new Error("back");
    })
    .catch((error: Error) => expect(error.message).toBe("back"));
  await takeBack(() => event.blockNumber - 1);
  await vi.waitFor(async () => expect(await found("避難所", { kind: "version" })).toHaveLength(1), WITHIN);
});

test("streams a batch and an act to their ends, at any replica", async () => {
  const batch = await client.batches.issue({
    courseVersion: course.version,
    institution: 2,
    learners: ["ada@example.org", "grace@example.org"],
  });
  const states: string[] = [];
  let id = "";
  for await (const { event, data, id: mark } of other.events.batch(batch)) {
    expect(event).toBe("state");
    states.push(data.state);
    id = mark ?? "";
    expect(data.credentials).toBe(2);
  }
  expect(states.at(-1)).toBe("anchored");
  // What is known already is not told again, once nothing of the act behind it changes any more.
  await vi.waitFor(async () => {
    for await (const { id: mark } of client.events.batch(batch)) id = mark ?? "";
    const again = await fetch(`${api}/v1/batches/2/${batch.number}/events`, { headers: { "last-event-id": id } });
    expect(again.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await again.text()).toMatch(/^retry: 2000\n\n(?:: \n\n)*event: end\ndata: \{\}\n\n$/);
  }, WITHIN);

  const signer = signerOf("institution 1");
  const deps = { client, connection: world.connection };
  const acted = await act(deps, signer, "RegisterCourse", { institution: 1, code: "streamed" });
  const seen: string[] = [];
  for await (const { data } of other.events.action(acted.id)) seen.push(data.state);
  expect(seen).toEqual(["recorded"]);
  const missing = { institution: 2, number: 1 };
  await expect(client.events.batch(missing).next()).rejects.toMatchObject({ code: "not-found" });
  await vi.waitFor(async () => {
    expect(await found(`2-${batch.number}`)).toContain(`batch 2-${batch.number}`);
  }, WITHIN);
});

test("verifies many files of many kinds at once, as JSON and as a table for spreadsheets", async () => {
  const batch = await client.batches.issue({
    courseVersion: course.version,
    institution: 2,
    learners: ["ada@example.org"],
  });
  await client.batches.reached(batch, ["anchored"]);
  const [bundle] = (await client.batches.bundles(batch)).data;
  const credential = bundle?.credential as JsonObject;
  const digest = credentialDigest(credential);
  const bytesOf = async (name: string) =>
    Buffer.from(await (await fetch(`${api}/v1/credentials/${digest}/${name}`)).arrayBuffer());
  const [png, svg, pdf] = [await bytesOf("badge.png"), await bytesOf("badge.svg"), await bytesOf("certificate.pdf")];
  const form = new FormData();
  const put = (name: string, bytes: Uint8Array<ArrayBuffer> | string) => form.append("files", new Blob([bytes]), name);
  put("bundle.json", JSON.stringify(bundle));
  put("=1+1.txt", "no credential");
  put("badge.png", png);
  put("badge.svg", svg);
  put("certificate.pdf", pdf);
  put("alone.json", JSON.stringify(credential));
  put("altered.json", JSON.stringify({ ...bundle, credential: { ...credential, name: "Other" } }));
  put("large.bin", new Uint8Array(4 * 1024 * 1024 + 1));
  const ask = (accept: string) => fetch(`${api}/v1/verify/bulk`, { method: "POST", body: form, headers: { accept } });
  const response = await ask("application/json");
  const table = (await response.json()) as { data: wire.VerifyRow[] };
  expect(table.data.map(({ file, verdict, reason }) => [file, verdict, reason])).toEqual([
    ["bundle.json", "valid", null],
    ["=1+1.txt", "unreadable", "open-unrecognised"],
    ["badge.png", "valid", null],
    ["badge.svg", "valid", null],
    ["certificate.pdf", "valid", null],
    ["alone.json", "valid", null],
    ["altered.json", "altered", "signature-invalid"],
    ["large.bin", "unreadable", "json-size"],
  ]);
  expect(table.data[0]).toMatchObject({
    issuer: "Institution 2",
    course: course.version,
    courseTitle: "Drone slope survey",
    qualityNow: "unreviewed",
    status: "status-clear",
    block: expect.any(Number),
  });
  const csv = await (await ask("text/csv")).text();
  const lines = csv.replace("\ufeff", "").split("\n");
  expect(lines[0]).toBe(
    "file,verdict,reason,issuer,course,course_title,quality_then,quality_at_issue,quality_now,status,checked_at,block",
  );
  expect(lines[2]).toMatch(/^'=1\+1\.txt,unreadable,open-unrecognised,/);
  expect(lines).toHaveLength(10);

  const byJson = await client.verifyBulk({
    files: [
      { name: "png", base64: png.toString("base64") },
      { name: "json", credential: bundle as Record<string, unknown> },
    ],
  });
  expect(byJson.data.map(({ file, verdict }) => [file, verdict])).toEqual([
    ["png", "valid"],
    ["json", "valid"],
  ]);
  const past = await client.verifyBulk({
    at: 1_000,
    files: [{ name: "then", credential: bundle as Record<string, unknown> }],
  });
  expect(past.data[0]?.verdict).toBe("not-anchored");
  // A credential that comes alone is given the receipt that is known here.
  expect(await client.verify({ credential })).toMatchObject({ verdict: "valid" });

  const many = new FormData();
  for (let i = 0; i <= 200; i++) many.append("files", new Blob(["{}"]), `${i}.json`);
  const tooMany = await fetch(`${api}/v1/verify/bulk`, { method: "POST", body: many });
  expect([tooMany.status, ((await tooMany.json()) as { code: string }).code]).toEqual([413, "bulk-limit"]);
  const broken = await fetch(`${api}/v1/verify/bulk`, {
    method: "POST",
    body: "--x\r\nnonsense",
    headers: { "content-type": "multipart/form-data; boundary=x" },
  });
  expect(broken.status).toBe(400);
  const none = await fetch(`${api}/v1/verify/bulk`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "null",
  });
  expect(none.status).toBe(415);
});

test("takes a document that the chain names, and no other", async () => {
  const deps = { client, connection: world.connection };
  const document = { ...course.document, version: "1.2.0", previous: japanese.version };
  const digest = digestOf(document);
  await expect(client.documents.put(digest, document)).rejects.toMatchObject({ code: "document-unnamed" });
  // Published through somebody else, who never gave us the descriptor.
  const message = { course: course.course, by: 2, descriptorDigest: digest, previous: japanese.version, minor: true };
  await act(deps, signerOf("institution 2"), "PublishVersion", message);
  await expect(client.documents.get(digest)).rejects.toMatchObject({ code: "not-found" });
  await expect(client.documents.put(NONE, document)).rejects.toMatchObject({ code: "digest-mismatch" });
  await expect(client.documents.put(digest, { ...document, extra: 1 })).rejects.toMatchObject({
    code: "document-invalid",
  });
  expect(await client.documents.put(digest, document)).toMatchObject({ digest, state: "published" });
  expect(await client.documents.get(digest)).toEqual(document);

  await expect(client.documents.setState(digest, "withheld")).rejects.toMatchObject({ code: "not-allowed" });
  const operator = createClient({ baseUrl: api, apiKey: await keyFor(world, { institution: null, roles: ["admin"] }) });
  expect(await operator.documents.setState(digest, "withheld")).toMatchObject({ state: "withheld" });
  await expect(client.documents.get(digest)).rejects.toMatchObject({
    code: "not-found",
    details: { state: "withheld" },
  });
  // Giving it again does not publish it.
  expect(await client.documents.put(digest, document)).toMatchObject({ state: "withheld" });
  expect(await operator.documents.setState(digest, "redacted")).toMatchObject({ state: "redacted" });
  await expect(operator.documents.setState(digest, "published")).rejects.toMatchObject({ code: "document-redacted" });
  const { canonical } = await world.database.db
    .selectFrom("documents")
    .select("canonical")
    .where("digest", "=", digest)
    .executeTakeFirstOrThrow();
  expect(canonical).toBe("");
});

test("lists everything with filters", async () => {
  const ids = <T extends { readonly id: string }>(page: { readonly data: readonly T[] }) =>
    page.data.map(({ id }) => id);
  expect(ids(await client.rounds.list({ institution: 4 }))).toEqual([round]);
  expect(ids(await client.rounds.list({ owner: 1, route: "panel", purpose: "summative" }))).toEqual([round]);
  expect(ids(await client.rounds.list({ institution: 2, route: "rapid" }))).toEqual([]);
  const seats = (await client.seats({ institution: 3, role: "learner" })).data;
  expect(seats.map(({ round: of, seat, role }) => [of, seat, role])).toEqual([[round, 2, "learner"]]);
  expect(ids(await client.courses.list({ owner: 2, code: "shelter-hygiene" }))).toEqual([course.course]);
  expect(ids(await client.courses.list({ deliverer: 2 }))).toEqual([]);
  expect(ids(await client.versions.list({ course: course.course, retired: "false" })).slice(0, 2)).toEqual([
    course.version,
    japanese.version,
  ]);
  expect(ids(await client.versions.list({ publisher: 1 }))).toHaveLength(1);
  const anchored = (await client.batches.list({ state: "anchored" })).data;
  expect(anchored.map(({ state }) => state)).toEqual(anchored.map(() => "anchored"));
  expect(anchored.length).toBeGreaterThan(0);
  const newest = (await client.batches.list({ state: "anchored", order: "newest" })).data;
  expect(newest.map(({ number }) => number)).toEqual(anchored.map(({ number }) => number).reverse());
  for (const state of ["open", "sealing", "awaiting-authorization", "queued", "broadcast", "failed"] as const) {
    expect((await client.batches.list({ state })).data).toEqual([]);
  }
  const [first] = anchored;
  const anchors = (await client.anchors.list({ institution: 2, limit: 1 })).data;
  expect(anchors).toMatchObject([{ institution: 2, number: String(first?.number), root: first?.root, final: true }]);
  expect(await client.anchors.get(2, first?.number ?? 0)).toEqual(anchors[0]);
  expect((await client.anchors.changes(2, first?.number ?? 0)).data).toEqual([]);
  expect((await client.concerns.list()).data).toEqual([]);
  await expect(client.concerns.get(NONE)).rejects.toMatchObject({ code: "not-found" });
  expect((await client.listings()).data.map(({ kind, listed }) => [kind, listed])).toEqual([
    ["policy", true],
    ["rubric", true],
  ]);
  expect((await client.institutions.profiles(1)).data).toEqual([]);
  const history = (await client.history({ type: "course.registered", institution: 2 })).data;
  expect(history.map(({ data }) => data.code)).toEqual(["shelter-hygiene"]);
  expect(await client.block(history[0]?.block ?? 0)).toMatchObject({ hash: history[0]?.blockHash, final: true });
});

test("sends signed webhooks once for each event, tries again, and shows what was given up", async () => {
  const events = [
    "batch.sealed",
    "batch.anchored",
    "batch.final",
    "action.recorded",
    "action.failed",
    "anchor.dropped",
  ];
  const webhook = await client.webhooks.create({
    institution: 2,
    url: hook,
    events: events as wire.WebhookRequest["events"],
  });
  secrets = [webhook.secret];
  expect((await client.webhooks.get(webhook.id)).state).toBe("active");
  expect(JSON.stringify(await client.webhooks.list({ institution: 2 }))).not.toContain("whsec_");
  const kept = await world.database.db.selectFrom("webhooks").select("secret").executeTakeFirstOrThrow();
  expect(kept.secret).not.toContain(webhook.secret.slice(6, 20));

  await client.webhooks.test(webhook.id);
  await vi.waitFor(() => expect(received.map(({ type }) => type)).toEqual(["test"]), WITHIN);

  const batch = await client.batches.issue({
    courseVersion: course.version,
    institution: 2,
    learners: ["ada@example.org"],
  });
  const told = () =>
    received.filter(({ data }) => data.number === batch.number || data.number === String(batch.number));
  await vi.waitFor(() => {
    expect(
      told()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(["batch.anchored", "batch.final", "batch.sealed"]);
    expect(received.some(({ type, data }) => type === "action.recorded" && data.action === "Anchor")).toBe(true);
  }, WITHIN);
  expect(told().every(({ data }) => data.institution === 2)).toBe(true);
  expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
  expect(JSON.stringify(received)).not.toContain("ada@");
  expect(refused).toEqual([]);

  // A rollback takes the anchor back; the same block comes again, and is told of as it was: by the same id.
  const { anchor } = await client.batches.get(batch);
  await takeBack(() => (anchor?.recorded.block ?? 0) - 1);
  await vi.waitFor(() => expect(told().map(({ type }) => type)).toContain("anchor.dropped"), WITHIN);

  // While the secret is being replaced either one is right.
  const rotated = await client.webhooks.rotate(webhook.id);
  expect(rotated.secret).not.toBe(webhook.secret);
  for (const secret of [webhook.secret, rotated.secret]) {
    secrets = [secret];
    const before = received.length;
    const delivery = await other.webhooks.test(webhook.id);
    await vi.waitFor(() => expect(received.length).toBe(before + 1), WITHIN);
    expect(received.at(-1)?.id).toBe(delivery.event);
  }

  answer = 500;
  const failing = await client.webhooks.test(webhook.id);
  await vi.waitFor(async () => {
    const { data } = await client.webhooks.deliveries(webhook.id, { state: "dead" });
    expect(data).toMatchObject([{ id: failing.id, attempts: 3, status: 500, error: "It answered 500." }]);
  }, WITHIN);
  answer = 200;
  const redelivered = await client.webhooks.redeliver(webhook.id, failing.id);
  expect(redelivered.state).toBe("queued");
  await vi.waitFor(async () => {
    const [newest] = (await client.webhooks.deliveries(webhook.id, { limit: 1 })).data;
    expect(newest).toMatchObject({ id: failing.id, state: "delivered", attempts: 4 });
  }, WITHIN);

  answer = 410;
  await client.webhooks.test(webhook.id);
  await vi.waitFor(async () => expect((await client.webhooks.get(webhook.id)).state).toBe("disabled"), WITHIN);
  await expect(client.webhooks.test(webhook.id)).rejects.toMatchObject({ code: "webhook-disabled" });
  expect(await client.webhooks.enable(webhook.id)).toMatchObject({ state: "active", disabledReason: null });
  answer = 200;
  expect(await client.webhooks.delete(webhook.id)).toEqual({ deleted: webhook.id });
  await expect(client.webhooks.get(webhook.id)).rejects.toMatchObject({ code: "not-found" });
});

test("takes public https addresses only, and few webhooks of one institution", async () => {
  const client = createClient({ baseUrl: api, apiKey: await keyFor(world, { institution: 3, roles: ["officer"] }) });
  const body = { institution: 3, url: "ftp://example.org/", events: ["batch.final"] as wire.WebhookRequest["events"] };
  await expect(client.webhooks.create(body)).rejects.toMatchObject({ code: "fetch-refused" });
  const internal = { ...body, url: "https://169.254.169.254/latest" };
  await expect(client.webhooks.create(internal)).rejects.toMatchObject({ code: "fetch-refused" });
  await expect(client.webhooks.create({ ...body, url: hook, institution: 99 })).rejects.toMatchObject({
    code: "not-allowed",
  });
  for (let i = 0; i < 20; i++) await client.webhooks.create({ ...body, url: `${hook}/${i}` });
  await expect(client.webhooks.create({ ...body, url: hook })).rejects.toMatchObject({ code: "webhook-limit" });
});

test("ends its streams when it drains, and readers go on elsewhere", async () => {
  const { db } = world.database;
  const listeners = async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where application_name = 'peerseal-listener' order by pid
    `.execute(db);
    return rows.map(({ pid }) => pid);
  };
  // One of each registry; one that is cut off is made again.
  const before = await listeners();
  expect(before).toHaveLength(2);
  for (const pid of before) await sql`select pg_terminate_backend(${pid})`.execute(db);
  await vi.waitFor(async () => {
    const after = await listeners();
    expect(after).toHaveLength(2);
    expect(after.some((pid) => before.includes(pid))).toBe(false);
  }, WITHIN);
  const stream = await fetch(`${api}/v1/events`);
  const ended = stream.text();
  await closers.pop()?.();
  expect(await ended).toMatch(/^retry: 2000\n\n/);
  const [first] = await take(other.events.feed({ after: "0-0" }), () => true);
  expect(first?.data.subject).toBe("1");
  expect(NONE).toHaveLength(66);
});
