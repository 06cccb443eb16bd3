import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { readConfig } from "../config.js";
import { createLog } from "../log.js";
import { watchDisk } from "./disk.js";
import { endInOrder, makeDrain } from "./drain.js";
import { type LogEvent, watchLog } from "./log-watch.js";
import { mayReadMetrics } from "./metrics/access.js";
import { makeMetrics } from "./metrics/metrics.js";
import { kept } from "./metrics/state.js";
import { watchCaller } from "./rpc-watch.js";

const silent = () => createLog({ logLevel: "silent" });

test("tells of events below the level that is written, and of children's", () => {
  const lines: string[] = [];
  const events: LogEvent[] = [];
  const log = watchLog(pino({ level: "error" }, { write: (line) => lines.push(line) }), (event) => events.push(event));
  log.info({ event: "one", code: "x" });
  log.child({ reqId: "r" }).error({ event: "two" });
  log.warn("no event");
  expect(events).toEqual([
    { level: "info", event: "one", code: "x" },
    { level: "error", event: "two", code: null },
  ]);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "two", reqId: "r" });
});

test("writes one JSON object a line, with levels by name and without secrets", () => {
  const lines: string[] = [];
  const log = createLog({ logLevel: "info" }, { write: (line) => lines.push(line) });
  const err = Object.assign(new Error("no answer from https://rpc.example/v3/s3cret-key?apikey=s3cret"), { code: "X" });
  log.warn({ event: "one", authorization: "Bearer s3cret", nested: { password: "s3cret" }, err });
  log.info({ event: "two", address: "postgres://user:s3cret@db.example:5432/peerseal" });
  expect(lines.join("")).not.toContain("s3cret");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", event: "one", authorization: "[hidden]", nested: { password: "[hidden]" } },
    { level: "info", event: "two", address: "postgres://db.example:5432" },
  ]);
  // Words of libraries' errors stay out.
  expect(JSON.parse(lines[0] ?? "").err).toMatchObject({ code: "X", message: null });
});

const here = { address: "127.0.0.1", headers: { host: "127.0.0.1:4600" } };

test.each([
  ["a program of this machine", here, null, true],
  ["one by IPv6", { address: "::1", headers: { host: "localhost" } }, null, true],
  ["one elsewhere", { ...here, address: "10.0.0.7" }, null, false],
  ["what a proxy here passes on", { ...here, headers: { ...here.headers, "x-forwarded-for": "8.8.8.8" } }, null, false],
  ["what came under a public name", { ...here, headers: { host: "registry.example" } }, null, false],
  ["a program of this machine, where a token is set", here, "a-long-enough-token", false],
  [
    "the token from anywhere",
    { address: "10.0.0.7", headers: { authorization: "Bearer a-long-enough-token" } },
    "a-long-enough-token",
    true,
  ],
  ["another token", { ...here, headers: { authorization: "Bearer another" } }, "a-long-enough-token", false],
])("metrics are for %s: as it should be", (_, asking, token, allowed) => {
  expect(mayReadMetrics(asking, token)).toBe(allowed);
});

test("names of metrics end in their unit, and classes of status stand for statuses", async () => {
  const metrics = makeMetrics();
  metrics.answered({ method: "GET", route: "/v1/receipts/:digest", status: 404, seconds: 0.004 });
  metrics.called({ endpoint: 1, method: "eth_call", outcome: "failed", seconds: 2 });
  metrics.logged({ level: "warn", event: "indexer-rolled-back", code: null });
  const text = await metrics.read();
  metrics.close();
  expect(text).toContain(
    'peerseal_http_requests_total{method="GET",route="/v1/receipts/:digest",status_class="4xx"} 1',
  );
  expect(text).toContain('peerseal_rpc_requests_total{endpoint="1",method="eth_call",outcome="failed"} 1');
  expect(text).toContain("peerseal_index_rollbacks_total 1");
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(name).toMatch(/^peerseal_\w+_(?:total|seconds|bytes)$/);
});

test("a disk counts as full for half a minute after a refused write, and while too little is free", async () => {
  let now = 1_000;
  const disk = watchDisk({ folder: null, now: () => now });
  expect(await disk.isFull()).toBe(false);
  disk.logged({ level: "error", event: "request-failed", code: "disk-full" });
  expect(await disk.isFull()).toBe(true);
  now += 30;
  expect(await disk.isFull()).toBe(false);
  expect(await watchDisk({ folder: "/", now: () => now }).free()).toBeGreaterThan(0);
});

test("ends in order, or by force after the limit, and says which", async () => {
  const log = silent();
  const told = vi.spyOn(log, "error");
  const drain = vi.fn();
  const options = { drainSeconds: 0, log, limitMs: 30 };
  expect(await endInOrder({ drain, close: async () => undefined }, options)).toBe(0);
  expect(drain).toHaveBeenCalledOnce();
  expect(await endInOrder({ drain, close: () => new Promise(() => undefined) }, options)).toBe(1);
  expect(told).toHaveBeenCalledExactlyOnceWith({ event: "registry-end-forced", afterMs: 30 });
  expect(await endInOrder({ drain, close: () => Promise.reject(new Error("x")) }, options)).toBe(1);
});

test("a drain is told before streams end", () => {
  const drain = makeDrain();
  drain.begin();
  expect([drain.isDraining(), drain.stopping.aborted]).toEqual([true, false]);
  drain.stop();
  expect(drain.stopping.aborted).toBe(true);
});

test("a reading is kept for a while, a failed one is not", async () => {
  const ask = vi.fn(async () => 1);
  const read = kept(60_000, ask);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  expect(ask).toHaveBeenCalledOnce();
  const failing = vi.fn(() => Promise.reject(new Error("x")));
  const retried = kept(60_000, failing);
  await expect(retried()).rejects.toThrow("x");
  await expect(retried()).rejects.toThrow("x");
  expect(failing).toHaveBeenCalledTimes(2);
});

test("settings of operations come from the environment", () => {
  const config = readConfig({
    METRICS_PORT: "9464",
    METRICS_TOKEN: "a-long-enough-token",
    DRAIN_SECONDS: "15",
    LOG_REQUESTS: "sampled",
    RELAYER_LOW_WEI: "10000000000000000",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20b,y=2",
    OTEL_TRACES_SAMPLER_ARG: "0.25",
  });
  expect(config.operations).toEqual({
    metricsPort: 9464,
    metricsToken: "a-long-enough-token",
    drainSeconds: 15,
    logRequests: "sampled",
    leastWei: 10n ** 16n,
  });
  expect(config.tracing).toEqual({
    endpoint: "http://127.0.0.1:4318",
    headers: { "x-key": "a b", y: "2" },
    ratio: 0.25,
    service: "peerseal-registry",
  });
});

test.each([
  ["METRICS_PORT", "70000"],
  ["METRICS_TOKEN", "short"],
  ["DRAIN_SECONDS", "-1"],
  ["LOG_REQUESTS", "some"],
  ["RELAYER_LOW_WEI", "1e18"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "grpc://127.0.0.1:4317"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "nothing"],
  ["OTEL_TRACES_SAMPLER_ARG", "2"],
])("names %s when it is wrong", (setting, value) => {
  expect(() => readConfig({ [setting]: value })).toThrow(
    expect.objectContaining({ code: "config-invalid", details: { settings: [setting] } }),
  );
});

test("tells of each call to an endpoint how it ended", async () => {
  const told: unknown[] = [];
  const caller: Parameters<typeof watchCaller>[0] = {
    call: (method) => (method === "a" ? Promise.resolve(1) : Promise.reject({ kind: method })),
    batch: async () => [1, 2],
  };
  const watched = watchCaller(caller, 3, ({ seconds: _, ...call }) => told.push(call));
  expect(await watched.call("a", [])).toBe(1);
  await expect(watched.call("refused", [])).rejects.toEqual({ kind: "refused" });
  await expect(watched.call("timeout", [])).rejects.toEqual({ kind: "timeout" });
  expect(await watched.batch([{ method: "b", params: [] }])).toEqual([1, 2]);
  expect(told).toEqual([
    { endpoint: 3, method: "a", outcome: "answered" },
    { endpoint: 3, method: "refused", outcome: "refused" },
    { endpoint: 3, method: "timeout", outcome: "failed" },
    { endpoint: 3, method: "b", outcome: "answered" },
  ]);
});
