import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { RULES, type RuleTable } from "../../access/rules.js";
import { type App, buildApp, type RouteModule } from "../app.js";
import { bareDeps } from "../testing/bare-app.js";
import { MAX_HEADERS, OPEN_FRONT } from "./settings.js";

const PROVEN = "ps_test_proven";
const QUICK = { headersMs: 300, bodyIdleMs: 200, requestMs: 900, keepAliveMs: 500 };

const probe: RouteModule = (app) => {
  const schema = { body: z.strictObject({ n: z.unknown() }), response: { 200: z.strictObject({ n: z.unknown() }) } };
  app.post("/probe", { schema }, async ({ body }) => ({ n: body.n }));
  app.get(
    "/probe",
    { schema: { querystring: z.strictObject({ word: z.string().optional() }), response: { 200: z.unknown() } } },
    async ({ query }) => ({ word: query.word ?? null }),
  );
  app.get("/probe/plain", { schema: { response: { 200: z.unknown() } } }, async () => ({ plain: true }));
  app.get("/probe/secret", { config: { cache: "no-store" } }, async () => ({ learner: "somebody" }));
};

const FREE = { allow: "public", reason: "For tests." } as const;
const PROBED: RuleTable = {
  ...RULES,
  ...Object.fromEntries(
    ["POST /probe", "GET /probe", "GET /probe/plain", "GET /probe/secret"].map((route) => [route, FREE]),
  ),
};

let app: App;
let port: number;
const apps: App[] = [];

beforeAll(async () => {
  app = await buildApp(bareDeps({ front: { ...OPEN_FRONT, timeouts: QUICK } }), [probe], PROBED);
  port = Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
});

afterEach(async () => {
  for (const one of apps.splice(0)) await one.close();
});

afterAll(() => app.close());

/** Everything that a server says to some pieces of text, sent one after another, until it closes the connection. */
async function talk(pieces: readonly string[], everyMs = 0): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.on("data", (chunk) => {
    said += chunk.toString();
  });
  // Writing to what was closed meanwhile is no fault here.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  let place = 0;
  const next = () => {
    const piece = pieces[place++];
    if (piece !== undefined && !socket.destroyed) socket.write(piece);
  };
  next();
  const timer = setInterval(next, everyMs);
  socket.once("data", () => clearInterval(timer));
  await closed;
  clearInterval(timer);
  return said;
}

const HEAD = "POST /probe HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";

test.each([
  [
    "headers that never end",
    Array.from({ length: 50 }, (_, i) => (i === 0 ? "GET /probe HTTP/1.1\r\n" : `x-${i}: 1\r\n`)),
    50,
  ],
  ["a body that stands still", [`${HEAD}content-length: 100\r\n\r\n{"n":`], 0],
  [
    "a body that drips",
    [`${HEAD}content-length: 100\r\n\r\n`, ...'{"n":"drop by drop until the end of the day"}'],
    100,
  ],
])("ends a connection with %s", async (_, pieces, everyMs) => {
  const said = await talk(pieces, everyMs);
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
  expect(said).toContain('"code":"request-timeout"');
  // Nobody else had to wait.
  expect((await app.inject({ url: "/healthz", headers: { host: "localhost" } })).statusCode).toBe(200);
});

test.each([
  ["request-malformed", `${HEAD}content-length: 7\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{"n":1}\r\n0\r\n\r\n`],
  ["request-malformed", `${HEAD}content-length: 7\r\ncontent-length: 8\r\n\r\n{"n":1}`],
  [
    "request-malformed",
    `${HEAD}transfer-encoding: gzip, chunked\r\nconnection: close\r\n\r\n7\r\n{"n":1}\r\n0\r\n\r\n`,
  ],
  ["request-malformed", "GET /probe HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"],
  ["request-malformed", "GET /probe HTTP/1.1\r\nhost: localhost\r\nx y: 1\r\n\r\n"],
  ["request-malformed", "NONSENSE\r\n\r\n"],
  ["content-encoding", `${HEAD}content-encoding: gzip\r\nconnection: close\r\ncontent-length: 7\r\n\r\n{"n":1}`],
  ["headers-too-large", `GET /probe HTTP/1.1\r\nhost: localhost\r\nx: ${"x".repeat(20_000)}\r\n\r\n`],
  [
    "headers-too-large",
    `GET /probe HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${"x: 1\r\n".repeat(MAX_HEADERS)}\r\n`,
  ],
])("refuses with %s what is not one plain request (%#)", async (code, text) => {
  const said = await talk([text]);
  expect(said).toContain(`"code":"${code}"`);
  expect(said).toContain("application/problem+json");
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { host: "localhost", ...headers } });

test.each([
  ["query-invalid", "/probe?word=a&word=b"],
  ["query-invalid", "/probe?word=a&wor%64=b"],
  ["query-invalid", "/probe?word=%zz"],
  ["query-invalid", "/probe?word=%ff"],
  ["query-invalid", "/probe?word=%00"],
  ["query-invalid", "/probe?word=a%0Ab"],
  ["query-invalid", "/probe?=a"],
  ["query-invalid", "/probe?word=a&"],
  ["query-invalid", `/probe?word=${"a".repeat(5_000)}`],
  ["request-invalid", "/probe?other=a"],
  ["request-invalid", "/probe?__proto__=a"],
  ["request-invalid", "/probe/plain?word=a"],
  ["request-invalid", "/v1/courses/0x%00"],
  ["request-invalid", "/v1/courses/%c3%28"],
])("refuses with %s an address (%#)", async (code, url) => {
  const response = await get(url);
  expect(response.json()).toMatchObject({ code, status: 400 });
});

test("takes a query as it is meant", async () => {
  expect((await get("/probe?word=%E8%A9%A6+%26")).json()).toEqual({ word: "試 &" });
  expect((await get("/probe?")).json()).toEqual({ word: null });
});

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: "/probe",
    payload,
    headers: { host: "localhost", "content-type": "application/json", ...headers },
  });

test.each([
  ["json-malformed", "﻿{}"],
  ["json-malformed", '{"n":1} {}'],
  ["json-malformed", '{"n":1}x'],
  ["json-nul", '{"n":1}\0'],
  ["json-number", '{"n":1e2}'],
  ["json-number", '{"n":-0}'],
  ["json-number-range", '{"n":1e-400}'],
  ["json-depth", "[".repeat(1_000_000)],
  ["json-duplicate-key", '{"n":1,"\\u006e":2}'],
  ["json-duplicate-key", '{"__proto__":1,"__proto__":2}'],
  ["request-invalid", '{"n":1,"__proto__":{"admin":true}}'],
  ["request-invalid", '{"n":1,"constructor":{}}'],
])("refuses with %s a body (%#)", async (code, body) => {
  const response = await post(body);
  expect(response.json()).toMatchObject({ code, status: 400 });
});

test("a member named __proto__ changes nothing", async () => {
  const response = await post('{"n":{"__proto__":{"admin":true}}}');
  expect(response.body).toBe('{"n":{"__proto__":{"admin":true}}}');
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

test("answers reads with a tag over the bytes, and with 304 who has them", async () => {
  const first = await get("/probe/plain");
  const etag = String(first.headers.etag);
  expect(etag).toMatch(/^"[A-Za-z0-9_-]{43}"$/);
  expect(first.headers["cache-control"]).toBe("no-cache");
  for (const asked of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await get("/probe/plain", { "if-none-match": asked });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, "", etag]);
  }
  expect((await get("/probe/plain", { "if-none-match": '"other"' })).statusCode).toBe(200);
  const head = await app.inject({ method: "HEAD", url: "/probe/plain", headers: { host: "localhost" } });
  expect([head.statusCode, head.body, head.headers.etag, head.headers["content-length"]]).toEqual([
    200,
    "",
    etag,
    String(first.body.length),
  ]);
});

test("lets nobody keep what is of learners, writes, or problems", async () => {
  const secret = await get("/probe/secret");
  expect([secret.headers["cache-control"], secret.headers.etag]).toEqual(["private, no-store", undefined]);
  expect((await post('{"n":1}')).headers["cache-control"]).toBe("no-store");
  expect((await get("/v1/nothing")).headers["cache-control"]).toBe("no-store");
});

test("counts by caller and kind, and says when to come back", async () => {
  const { access } = bareDeps();
  const limited = await buildApp(
    bareDeps({
      // Nobody from afar is answered under a name of this machine.
      publicUrl: "https://registry.example",
      front: { ...OPEN_FRONT, budgets: { reads: 3, writes: 1, verify: 1, signIn: 1 }, trustProxy: "10.0.0.0/8" },
      access: { ...access, keys: { ...access.keys, proven: (key) => (key === PROVEN ? "key 1" : null) } },
    }),
    [probe],
    PROBED,
  );
  apps.push(limited);
  const ask = (remoteAddress: string, headers: Record<string, string> = {}, method: "GET" | "POST" = "GET") =>
    limited.inject({
      method,
      url: "/probe",
      remoteAddress,
      headers: {
        host: "registry.example",
        ...headers,
        ...(method === "GET" ? {} : { "content-type": "application/json" }),
      },
      ...(method === "GET" ? {} : { payload: '{"n":1}' }),
    });
  const first = await ask("192.0.2.1");
  expect(first.headers).toMatchObject({ "ratelimit-policy": '"reads";q=3;w=60', ratelimit: '"reads";r=2;t=60' });
  await limited.inject({ url: "/probe/plain", remoteAddress: "192.0.2.1", headers: { host: "registry.example" } });
  expect((await ask("192.0.2.1")).statusCode).toBe(200);
  const refused = await ask("192.0.2.1");
  expect(refused.json()).toMatchObject({ code: "rate-limited", status: 429, retryable: true, details: { limit: 3 } });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  // Another kind, another caller, another address have budgets of their own.
  expect((await ask("192.0.2.1", {}, "POST")).statusCode).toBe(200);
  expect((await ask("192.0.2.1", { authorization: `Bearer ${PROVEN}` })).statusCode).toBe(200);
  // A key that was not found to hold counts for the address: guessing is stopped there.
  expect((await ask("192.0.2.1", { authorization: "Bearer ps_test_guessed" })).statusCode).toBe(429);
  expect((await ask("192.0.2.2")).statusCode).toBe(200);
  // Only a proxy that is trusted speaks for others.
  expect((await ask("192.0.2.1", { "x-forwarded-for": "192.0.2.9" })).statusCode).toBe(429);
  expect((await ask("10.0.0.1", { "x-forwarded-for": "192.0.2.9" })).statusCode).toBe(200);
  expect((await ask("10.0.0.1", { "x-forwarded-for": "192.0.2.1" })).statusCode).toBe(429);
  // One subscriber has a whole network of these.
  for (const end of ["1", "2", "3"]) await ask(`2001:db8::${end}`);
  expect((await ask("2001:db8::4")).statusCode).toBe(429);
  for (let n = 0; n < 5; n++) {
    expect((await limited.inject({ url: "/healthz", headers: { host: "registry.example" } })).statusCode).toBe(200);
  }
});

test("turns requests away while it cannot keep up, but answers for its health", async () => {
  // Any heap is more than a hundred-thousandth of its limit.
  const busy = await buildApp(
    bareDeps({ front: { ...OPEN_FRONT, shedding: { loopDelayMs: 0, heapPercent: 0.001 } } }),
    [probe],
    PROBED,
  );
  apps.push(busy);
  await expect
    .poll(() => busy.inject({ url: "/probe", headers: { host: "localhost" } }).then((r) => r.statusCode), {
      timeout: 10_000,
    })
    .toBe(503);
  const refused = await busy.inject({ url: "/probe", headers: { host: "localhost" } });
  expect(refused.json()).toMatchObject({ code: "overloaded", details: { reason: "heapUsedBytes" } });
  expect(refused.headers["retry-after"]).toBe("1");
  expect((await busy.inject({ url: "/healthz", headers: { host: "localhost" } })).statusCode).toBe(200);
});

test.each([
  ["shorter than its limit, it takes", 60_000, 200],
  ["longer, it turns requests away until it is over", 200, 503],
])("after a standstill %s", async (_, loopDelayMs, expected) => {
  const app = await buildApp(
    bareDeps({ front: { ...OPEN_FRONT, shedding: { loopDelayMs, heapPercent: 0 } } }),
    [probe],
    PROBED,
  );
  apps.push(app);
  const ask = async () => (await app.inject({ url: "/probe", headers: { host: "localhost" } })).statusCode;
  expect(await ask()).toBe(200);
  // Nothing else runs in the meantime.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
  expect(await ask()).toBe(expected);
  await expect.poll(ask, { timeout: 10_000 }).toBe(200);
});
