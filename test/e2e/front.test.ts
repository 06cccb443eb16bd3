import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Registry, StartPart } from "@peerseal/registry-api";
import {
  type Client,
  type CourseVersionDocument,
  createClient,
  credentialDigest,
  type Hex,
  type JsonObject,
  type RoundId,
  signAction,
  type VersionId,
} from "@peerseal/sdk";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IntakeMoment } from "../../packages/registry-api/dist/http/idempotency.js";
import { KEPT, LEASE, sweepKeys } from "../../packages/registry-api/dist/store/idempotency.js";
import { addCredentialKey, foundNetwork, openRound, publishCourse, signerOf } from "./cast.ts";
import { type Door, openDoor, routesOf } from "./front.world.ts";
import {
  checkerOf,
  type Described,
  exampleFaults,
  isPublishedThere,
  operationsOf,
  publishedFaults,
} from "./openapi-checks.ts";
import { makeWorld, startOne, type World } from "./relaying.world.ts";
import { walletOf } from "./stack.keys.ts";

const SECRETS = {
  rpc: "marked-rpc-key",
  apiKey: "ps_live_marked-api-key",
  cookie: "marked-session",
  idempotency: "marked-idempotency-key",
  folder: "marked-folder",
} as const;
const CHILD = fileURLToPath(new URL("./front.child.ts", import.meta.url));
const LATER = 4_000_000_000;

/** A part that sees every route. */
const onlooker: StartPart = async () => ({
  name: "onlooker",
  routes: [
    (app) => {
      app.addHook("onReady", async () => {
        tree = app.printRoutes({ commonPrefix: false });
      });
    },
  ],
  state: () => ({ ready: true, reason: null }),
  close: async () => undefined,
});

let world: World;
let door: Door;
let registry: Registry;
let second: Registry;
let client: Client;
let course: { readonly course: Hex; readonly version: VersionId; readonly document: CourseVersionDocument };
let rubric: Hex;
let round: RoundId;
let tree = "";
let described: Described;
/** Added to the registries' clock, in seconds. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;
const logged: string[] = [];
const answered: string[] = [];

beforeAll(async () => {
  world = await makeWorld("front", now);
  door = await openDoor(world.rpc, SECRETS.rpc);
  ({ registry, client } = await startOne(world, {
    rpc: door.url,
    folder: SECRETS.folder,
    now,
    logged: (line) => logged.push(line),
    parts: [onlooker],
  }));
  ({ registry: second } = await startOne(world, { folder: "second", now }));
  const deps = { client, connection: world.connection };
  const founded = await foundNetwork(deps, 4);
  ({ rubric } = founded);
  await addCredentialKey(deps, 2);
  course = await publishCourse(deps, 2, "shelter-hygiene");
  const { version } = await publishCourse(deps, 1, "drone-slope-survey");
  round = await openRound(deps, { version, ...founded }, [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: signerOf("reviewer 2") },
  ]);
  described = await (await fetch(`${registry.url}/openapi.json`)).json();
});

afterAll(async () => {
  await registry?.close();
  await second?.close();
  await door?.close();
  await world?.end();
});

type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: JsonObject };

async function ask(path: string, init: RequestInit = {}, base = registry.url): Promise<Answer> {
  const response = await fetch(`${base}${path}`, { redirect: "manual", ...init });
  const text = await response.text();
  answered.push(text, JSON.stringify([...response.headers]));
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** A write, with a key where one is given. */
const write = (path: string, body: object, key: string | null, base = registry.url, method = "POST") =>
  ask(
    path,
    {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...(key === null ? {} : { "idempotency-key": key }) },
    },
    base,
  );

let learners = 0;
const issuing = () => ({ courseVersion: course.version, learners: [`learner-${learners++}@example.org`] });
const drafting = () => ({ institution: 2, courseVersion: course.version, learners: 8 });

async function batches(): Promise<number> {
  const row = await world.database.db
    .selectFrom("batches")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const replayed = ({ headers }: Answer) => headers.get("idempotency-replayed");

test("the same request with the same key is done once and answered as before", async () => {
  const before = await batches();
  const body = issuing();
  const first = await write("/v1/batches/issue", body, "key-1");
  expect([first.status, replayed(first)]).toEqual([202, null]);
  for (const key of ["key-1", '"key-1"']) {
    const again = await write("/v1/batches/issue", body, key, second.url);
    expect([again.status, again.text, replayed(again)]).toEqual([202, first.text, "true"]);
    expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
  }
  expect(await batches()).toBe(before + 1);
  const other = await write("/v1/batches/issue", issuing(), "key-1");
  expect(other).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
  // Another route has keys of its own; without a key everything is done.
  expect((await write("/v1/batches", drafting(), "key-1")).status).toBe(201);
  expect(await batches()).toBe(before + 2);
});

test("the client sends a key with its writes, and with nothing else", async () => {
  const before = await batches();
  const retrying = createClient({ baseUrl: registry.url, idempotencyKey: crypto.randomUUID() });
  const body = drafting();
  const [first, again] = [await retrying.batches.open(body), await retrying.batches.open(body)];
  expect(again).toEqual(first);
  expect(await retrying.batches.get(first)).toEqual(first);
  expect(await batches()).toBe(before + 1);
});

test.each(["", " ", "two words", "x".repeat(256), "ключ"])("refuses the key %j", async (key) => {
  const before = await batches();
  const given = encodeURIComponent(key) === key ? key : Buffer.from(key).toString("latin1");
  const answer = await write("/v1/batches", drafting(), given);
  expect(answer).toMatchObject({ status: 400, body: { code: "idempotency-key" } });
  expect(await batches()).toBe(before);
});

test.each([
  ["/v1/batches/issue", issuing, 202],
  ["/v1/batches", drafting, 201],
])("of twenty equal requests at once to two replicas, %s does one", async (path, make, status) => {
  const before = await batches();
  const body = make();
  const key = `many ${path}`.replace(" ", "-");
  const bases = [registry.url, second.url];
  const all = await Promise.all(Array.from({ length: 20 }, (_, i) => write(path, body, key, bases[i % bases.length])));
  expect(await batches()).toBe(before + 1);
  const done = all.filter((answer) => answer.status === status);
  expect(done.length).toBeGreaterThan(0);
  const inProgress = all.filter((answer) => answer.status !== status);
  for (const { body: problem, headers } of inProgress) {
    expect(problem).toMatchObject({ status: 409, code: "idempotency-in-progress", retryable: true });
    expect(headers.get("retry-after")).toBe("1");
  }
  const late = await write(path, body, key);
  expect([late.status, replayed(late)]).toEqual([status, "true"]);
  expect(new Set([...done, late].map(({ body: batch }) => batch.number)).size).toBe(1);
  expect(await batches()).toBe(before + 1);
});

test("keeps refusals, but no faults of the moment", async () => {
  const unknown = { ...drafting(), courseVersion: `0x${"0".repeat(64)}` };
  const first = await write("/v1/batches", unknown, "refused");
  expect(first).toMatchObject({ status: 404, body: { code: "not-found" } });
  const again = await write("/v1/batches", unknown, "refused");
  expect([again.status, again.text, replayed(again)]).toEqual([404, first.text, "true"]);
  expect(again.headers.get("content-type")).toBe("application/problem+json");

  const act = await signAction(
    signerOf("institution 1"),
    world.connection,
    "RegisterCourse",
    { institution: 1, code: "kept-or-not" },
    { deadline: LATER },
  );
  door.shut(true);
  const down = await write("/v1/actions", act, "later");
  expect(down).toMatchObject({ status: 503, body: { code: "chain-unreachable" } });
  door.shut(false);
  const up = await write("/v1/actions", act, "later");
  expect([up.status, replayed(up)]).toEqual([202, null]);
  expect((await write("/v1/actions", act, "later")).text).toBe(up.text);
});

test("where the answer was lost, what was done answers, whatever happened since", async () => {
  const batch = await client.batches.open(drafting());
  const issued = await client.batches.issue(issuing());
  await client.batches.reached(issued, ["anchored"]);
  const path = `/v1/batches/2/${issued.number}/corrections`;
  const correction = { corrections: [{ index: await indexOf(issued.number), learner: "right@example.org" }] };
  const first = await write(path, correction, "lost");
  expect(first.status).toBe(202);
  const forget = () =>
    sql`update idempotency_keys set status = null, body = null where effect is not null`.execute(world.database.db);
  await forget();
  // By now the old credential is being replaced: done anew, it would be refused or issued twice.
  const again = await write(path, correction, "lost");
  expect([again.status, replayed(again), again.body.number]).toEqual([202, "true", first.body.number]);
  const unseen = await write(path, correction, "another");
  expect(unseen).toMatchObject({ status: 422, body: { code: "issue-invalid" } });
  expect(batch.state).toBe("open");
});

async function indexOf(number: number): Promise<number> {
  const row = await world.database.db
    .selectFrom("batchCredentials")
    .select("index")
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  return row.index;
}

test("keeps neither key nor body in the clear, and nothing for longer than a day", async () => {
  const body = issuing();
  await write("/v1/batches/issue", body, "one-day");
  const rows = await sql<{ text: string }>`select idempotency_keys::text as text from idempotency_keys`.execute(
    world.database.db,
  );
  const told = rows.rows.map(({ text }) => text).join("\n");
  expect(told).not.toMatch(/one-day|example\.org/);
  expect(told).not.toContain(Buffer.from("courseVersion").toString("hex"));

  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from idempotency_keys`.execute(world.database.db)).rows[0]?.n;
  const before = await count();
  expect(await sweepKeys(world.database.db, now() + KEPT - 60)).toBe(0);
  expect(await count()).toBe(before);
  await sql`update idempotency_keys set created_at = created_at - ${KEPT}`.execute(world.database.db);
  // Not swept yet, but over: the same key is another write now.
  const anew = await write("/v1/batches/issue", issuing(), "one-day");
  expect([anew.status, replayed(anew)]).toEqual([202, null]);
  expect(await sweepKeys(world.database.db, now())).toBe(Number(before) - 1);
  expect(await count()).toBe(1);
});

/** A registry in a process of its own that kills itself at a moment. */
async function spawnOne(dyingAt: IntakeMoment): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const { rpc, databaseUrl, deployment } = world;
  const { network, deployedAtBlock: firstBlock } = deployment;
  const place = JSON.stringify({ dataDir: join(world.dataDir, "second"), rpc, databaseUrl, network, firstBlock });
  const child = spawn(process.execPath, [CHILD, place, dyingAt], { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout === null) throw new TypeError("The child has no output.");
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`It ended with ${code} too early.`)));
  ended.catch(() => undefined);
  const [url] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
  return { child, url: String(url) };
}

test("killed before or after the commit, a retry does what was not done and finds what was", async () => {
  const moments = ["effect-bound", "effect-done"] as const satisfies readonly IntakeMoment[];
  const children = await Promise.all(moments.map(spawnOne));
  for (const [place, moment] of moments.entries()) {
    const before = await batches();
    const { child, url } = children[place] ?? (await spawnOne(moment));
    const ended = once(child, "exit");
    const body = issuing();
    const key = `killed-${moment}`;
    await expect(write("/v1/batches/issue", body, key, url)).rejects.toThrow();
    expect(await ended).toEqual([null, "SIGKILL"]);
    const isDone = moment === "effect-done";
    expect(await batches()).toBe(before + (isDone ? 1 : 0));
    const soon = await write("/v1/batches/issue", body, key);
    expect([soon.status, replayed(soon)]).toEqual(isDone ? [202, "true"] : [409, null]);
    ahead += LEASE + 1;
    const later = await write("/v1/batches/issue", body, key);
    expect([later.status, replayed(later)]).toEqual([202, isDone ? "true" : null]);
    expect(await batches()).toBe(before + 1);
  }
}, 180_000);

test("describes every running route, and no other", () => {
  const running = routesOf(tree)
    .filter((route) => !/^(?:HEAD|OPTIONS) /.test(route))
    .map((route) => route.replace(/:(\w+)/g, "{$1}"));
  const hidden = ["GET /", "GET /openapi.json", "GET /docs", "GET /docs/js/scalar.js"];
  const told = operationsOf(described).map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(running.filter((route) => !hidden.includes(route)).sort()).toEqual([...told].sort());
  expect(running).toContain("POST /v1/batches/issue");
});

test("says of every operation what it takes and gives, with examples that fit", () => {
  const operations = operationsOf(described);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, method, tags, summary, responses, parameters = [], security } of operations) {
    expect([path, tags?.length, typeof summary, Array.isArray(security)]).toEqual([path, 1, "string", true]);
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const named = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect([...named].sort()).toEqual([...variables].sort());
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "403", "500"]));
    const isWrite = /^\/v1\/(?:actions|batches|rounds)/.test(path) && method !== "get";
    expect([path, parameters.some(({ name }) => name === "Idempotency-Key")]).toEqual([path, isWrite]);
    if (isWrite) expect(Object.keys(responses)).toEqual(expect.arrayContaining(["409", "422", "429"]));
  }
  expect(exampleFaults(described)).toEqual([]);
});

test.runIf(isPublishedThere)("is a document of OpenAPI 3.1", () => {
  expect(publishedFaults(described)).toEqual([]);
});

test("refuses on every route what could be read in two ways", async () => {
  const operations = operationsOf(described);
  for (const { path: template, method, parameters = [] } of operations) {
    const path = parameters.reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), template);
    const send = async (to: string, body: string | null, headers: Readonly<Record<string, string>> = {}) => {
      const type = body === null ? {} : { "content-type": "application/json" };
      const init = { method: method.toUpperCase(), headers: { ...type, ...headers }, body };
      return (await ask(to, init)).text;
    };
    const said = async (code: string, answer: Promise<string>) =>
      expect(`${method} ${template}: ${await answer}`).toMatch(new RegExp(`"code":"(?:${code})"`));
    const body = method === "get" ? null : "{}";
    // W3C's API has a code of its own for what it does not know.
    await said("request-invalid|vc-option-unknown", send(`${path}?nobody-knows-this=1`, body));
    await said("query-invalid", send(`${path}?limit=1&limit=2`, body));
    if (method === "get") continue;
    await said("json-duplicate-key", send(path, '{"a":1,"a":2}'));
    await said("json-depth", send(path, "[".repeat(100_000)));
    await said("content-encoding", send(path, "{}", { "content-encoding": "gzip" }));
    await said("media-type", send(path, "{}", { "content-type": "text/plain" }));
  }
  expect(operations.filter(({ method }) => method === "post").length).toBeGreaterThan(15);
});

test("answers every route for reading in the form that it describes", async () => {
  const { data: anchored } = await client.batches.list({ institution: 2 });
  const batch = anchored.find(({ state }) => state === "anchored");
  if (batch === undefined) throw new TypeError("No batch was anchored.");
  const [bundle] = (await client.batches.bundles(batch)).data;
  const digest = credentialDigest((bundle as unknown as { credential: JsonObject }).credential);
  const index = await indexOf(batch.number);
  const relay = batch.job?.id ?? "";
  const of: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
    institutions: { id: 2 },
    courses: { id: course.course },
    versions: { id: course.version },
    rubrics: { id: rubric },
    rounds: { id: round },
    decisions: { round },
    documents: { digest: (await client.versions.get(course.version)).descriptorDigest },
    actions: { id: relay },
    batches: { institution: 2, number: batch.number },
    receipts: { digest },
    credentials: { digest },
    status: path("status", batch.number, index),
  };
  function path(_: string, number: number, place: number) {
    return { institution: 2, number, index: place, id: `2-${number}-revocation` };
  }
  const check = checkerOf(described);
  const reads = operationsOf(described).filter(({ method }) => method === "get");
  const seen: string[] = [];
  for (const { path: template, responses } of reads) {
    const word = template.split("/").find((part) => part !== "" && part !== "v1") ?? "";
    const url = template.replace(/\{(\w+)\}/g, (_, name: string) => String(of[word]?.[name] ?? `missing-${name}`));
    const answer = await ask(url, { headers: { accept: "*/*" } });
    const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    const response = responses[String(answer.status)];
    expect([template, answer.status, response !== undefined]).toEqual([template, answer.status, true]);
    if (answer.status === 200) seen.push(template);
    if (!/json/.test(type)) continue;
    const content = Object.keys(response?.content ?? {});
    const media = content.includes(type) ? type : "application/json";
    expect(
      check(["paths", template, "get", "responses", String(answer.status), "content", media, "schema"], answer.body),
    ).toEqual([]);
  }
  // What this world has nothing of: an endorsement needs a decision, a DID under its own host name.
  const without = ["/v1/versions/{id}/endorsement", "/.well-known/did.json"];
  expect(
    reads
      .map(({ path: template }) => template)
      .filter((template) => !seen.includes(template))
      .sort(),
  ).toEqual(without.sort());
});

test("shows permanent ids as data or as a page, and lets nobody ask for the same bytes twice", async () => {
  const { version } = course;
  const plain = await ask(`/versions/${version}`);
  expect(plain.body).toEqual((await ask(`/v1/versions/${version}`)).body);
  for (const [accept, lang] of [
    ["ja,en;q=0.5", "ja"],
    ["fr, en;q=0.1", "en"],
  ] as const) {
    for (const path of [
      `/institutions/2`,
      `/courses/${course.course}`,
      `/versions/${version}`,
      `/rounds/${round}`,
      `/decisions/${round}`,
      `/rubrics/${rubric}`,
    ]) {
      const headers = { accept: "text/html", "accept-language": accept };
      const page = await ask(path, { headers });
      expect([path, page.status, page.headers.get("content-language")]).toEqual([path, 200, lang]);
      expect(page.headers.get("vary")).toBe("accept, accept-language");
      expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(page.text).toContain(`<html lang="${lang}">`);
      expect(page.text).toContain(`href="/v1${path}"`);
      expect(page.text).not.toMatch(/<script|javascript:/i);
      const etag = page.headers.get("etag") ?? "";
      expect((await ask(path, { headers: { ...headers, "if-none-match": etag } })).status).toBe(304);
      expect((await ask(path, { headers: { "if-none-match": etag } })).status).toBe(200);
    }
  }
  expect((await ask("/institutions/2", { headers: { accept: "image/png" } })).body).toMatchObject({
    code: "not-acceptable",
    status: 406,
    details: { available: ["application/json", "text/html"] },
  });
  expect((await ask("/institutions/999", { headers: { accept: "text/html" } })).body).toMatchObject({
    code: "not-found",
  });
  const document = await ask(`/v1/documents/${(await client.versions.get(version)).descriptorDigest}`);
  expect(document.headers.get("cache-control")).toBe("public, max-age=3600, immutable");
});

test("tells no secret in a log or an answer, whatever fails", async () => {
  const headers = {
    authorization: `Bearer ${SECRETS.apiKey}`,
    cookie: `peerseal_session=${SECRETS.cookie}`,
    "idempotency-key": SECRETS.idempotency,
    "content-type": "application/json",
  };
  const act = await signAction(
    signerOf("institution 1"),
    world.connection,
    "RegisterCourse",
    { institution: 1, code: "secrets" },
    { deadline: LATER },
  );
  const attempts = async () => {
    await ask("/v1/institutions", { headers });
    await ask("/readyz", { headers });
    await ask("/v1/network", { headers });
    await ask("/v1/actions", { method: "POST", headers, body: JSON.stringify(act) });
    await ask("/v1/batches/issue", { method: "POST", headers, body: JSON.stringify(issuing()) });
    await ask("/v1/verify", { method: "POST", headers, body: JSON.stringify({ credential: { a: 1 } }) });
    await ask("/v1/batches", { method: "POST", headers, body: "{" });
    await ask(`/v1/nothing?key=${SECRETS.apiKey}`.slice(0, 11), { headers });
  };
  door.shut(true);
  await attempts();
  await expect.poll(() => logged.some((line) => line.includes("chain-unreachable")), { timeout: 30_000 }).toBe(true);
  // The database ends every connection, at work or idle.
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'peerseal-registry'
    and pid <> pg_backend_pid()`.execute(world.database.db);
  await attempts();
  door.shut(false);
  await expect.poll(async () => (await ask("/readyz")).status, { timeout: 30_000 }).toBe(200);
  await attempts();
  expect(logged.length).toBeGreaterThan(3);
  const keys = ["relayer", "institution 2"].map((name) => walletOf(name).privateKey.slice(2));
  const { password } = new URL(world.databaseUrl);
  expect(password.length).toBeGreaterThan(8);
  for (const secret of [...Object.values(SECRETS), ...keys, password]) {
    expect([...logged, ...answered].filter((line) => line.includes(secret))).toEqual([]);
  }
});
