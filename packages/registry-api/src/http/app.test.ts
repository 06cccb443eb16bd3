import { PeersealError } from "@peerseal/sdk";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { RULES, type Rule, type RuleTable } from "../access/rules.js";
import { type App, buildApp, type RouteModule } from "./app.js";
import type { HttpDeps } from "./deps.js";
import { bareDeps } from "./testing/bare-app.js";

/** Routes that stand for those of other parts: one echoes strictly, one takes any number, others fail. */
const probe: RouteModule = (app) => {
  const schema = { body: z.strictObject({ n: z.unknown() }), response: { 200: z.strictObject({ n: z.unknown() }) } };
  app.post("/probe", { schema, bodyLimit: 64 * 1024 }, async ({ body }) => ({ n: body.n }));
  app.post("/probe/any", { schema, config: { json: "any" } }, async ({ body }) => ({ n: body.n }));
  app.get("/probe/fault", async () => {
    throw new Error("password=hunter2");
  });
  app.get("/probe/typed", async () => {
    throw new PeersealError("batch-state", "It is sealed.", { details: { word: 2n ** 70n } });
  });
  app.get("/probe/wrong", { schema: { response: { 200: z.strictObject({ n: z.int() }) } } }, async (_, reply) =>
    reply.send(JSON.parse('{"n":"text","secret":1}')),
  );
};

const FREE: Rule = { allow: "public", reason: "For tests." };
const PROBE_RULES: RuleTable = {
  "POST /probe": FREE,
  "POST /probe/any": FREE,
  "GET /probe/fault": FREE,
  "GET /probe/typed": FREE,
  "GET /probe/wrong": FREE,
};

let app: App;
let deps: HttpDeps;
const logged: string[] = [];

beforeAll(async () => {
  deps = bareDeps({
    log: pino({ level: "error" }, { write: (line) => logged.push(line) }),
    publicUrl: "https://registry.example",
    baseUrl: () => "https://registry.example",
    demoSeeded: () => false,
    parts: () => ({ anchoring: { ready: false, reason: "relayer-missing" } }),
  });
  app = await buildApp(deps, [probe], { ...RULES, ...PROBE_RULES });
  app.get("/late", async () => "nobody decided who may read this");
});

afterAll(() => app.close());

const post = (payload: string | Buffer, path = "/probe", type = "application/json") =>
  app.inject({ method: "POST", url: path, payload, headers: { "content-type": type, host: "localhost" } });
const get = (url: string, headers: Record<string, string> = { host: "localhost" }) => app.inject({ url, headers });

test("takes strict JSON", async () => {
  const response = await post('{"n":9007199254740991}');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ n: 2 ** 53 - 1 });
});

test.each([
  ["json-malformed", 400, "{"],
  ["json-malformed", 400, ""],
  ["json-duplicate-key", 400, '{"n":1,"n":2}'],
  ["json-encoding", 400, Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])],
  ["json-nul", 400, '{"n":"\\u0000"}'],
  ["json-surrogate", 400, '{"n":"\\ud800"}'],
  ["json-number", 400, '{"n":9007199254740993}'],
  ["json-number-range", 400, '{"n":1e400}'],
  ["json-number", 400, '{"n":0.5}'],
  ["json-depth", 400, `{"n":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
  ["json-size", 413, `{"n":"${"x".repeat(70_000)}"}`],
  ["request-invalid", 400, '{"n":1,"more":2}'],
  ["request-invalid", 400, "[]"],
])("refuses a body with %s", async (code, status, body) => {
  const response = await post(body);
  expect(response.json()).toMatchObject({ code, status });
  expect(response.statusCode).toBe(status);
  expect(response.headers["content-type"]).toBe("application/problem+json");
});

test("lets fractions in where credentials of others come in, duplicates never", async () => {
  expect((await post('{"n":0.5}', "/probe/any")).json()).toEqual({ n: 0.5 });
  expect((await post('{"n":1,"n":2}', "/probe/any")).json()).toMatchObject({ code: "json-duplicate-key" });
});

test("refuses other media types", async () => {
  expect((await post("n=1", "/probe", "application/x-www-form-urlencoded")).json()).toMatchObject({
    code: "media-type",
  });
  expect((await post('{"n":1}', "/probe", "text/plain")).json()).toMatchObject({ code: "media-type", status: 415 });
});

test("keeps its own faults to itself", async () => {
  for (const path of ["/probe/fault", "/probe/wrong"]) {
    const response = await get(path);
    expect(response.json()).toMatchObject({ code: "internal", status: 500, details: {} });
    expect(response.body).not.toMatch(/hunter2|secret|text/);
  }
  // The log says where it happened, and quotes nothing.
  expect(logged.join("")).toMatch(/app\.test/);
  expect(logged.join("")).not.toMatch(/hunter2/);
});

test("passes typed errors on with their details", async () => {
  const response = await get("/probe/typed");
  expect(response.json()).toMatchObject({
    code: "batch-state",
    status: 409,
    details: { word: (2n ** 70n).toString() },
  });
  expect(response.headers["x-request-id"]).toBe(response.json().requestId);
});

test("serves its public name with the pages of it", async () => {
  expect((await get("/healthz", { host: "registry.example" })).statusCode).toBe(200);
  expect((await get("/healthz", { host: "other.example" })).json()).toMatchObject({ code: "origin-refused" });
  const write = (origin: string) =>
    app.inject({
      method: "POST",
      url: "/probe",
      payload: { n: 1 },
      headers: { host: "registry.example", origin },
    });
  expect((await write("https://registry.example")).statusCode).toBe(200);
  expect((await write("https://registry.example:8443")).json()).toMatchObject({ code: "origin-refused" });
});

test("hears its loopback names from this machine alone", async () => {
  const from = async (remoteAddress: string) =>
    (await app.inject({ url: "/healthz", headers: { host: "localhost:4600" }, remoteAddress })).statusCode;
  for (const own of ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]) expect(await from(own)).toBe(200);
  for (const other of ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "1127.0.0.1"])
    expect(await from(other)).toBe(403);
});

test("a route that no rule names answers nobody, and is not started with", async () => {
  expect((await get("/late")).json()).toMatchObject({ code: "not-allowed", status: 403 });
  expect(await get("/nowhere")).toMatchObject({ statusCode: 404 });
  await expect(buildApp(deps, [probe])).rejects.toMatchObject({
    code: "internal",
    message: expect.stringContaining("POST /probe has no rule"),
  });
});

test("says what it is not ready for", async () => {
  const response = await get("/readyz");
  expect(response.statusCode).toBe(503);
  expect(response.json()).toMatchObject({
    ready: false,
    indexer: { ready: false, reason: "catching-up", lag: 8 },
    demo: { seeded: false },
    parts: { anchoring: { ready: false, reason: "relayer-missing" } },
  });
});

test("leads to the reference where there are no pages", async () => {
  const response = await get("/");
  expect(response.statusCode).toBe(302);
  expect(response.headers.location).toBe("/docs/");
});
