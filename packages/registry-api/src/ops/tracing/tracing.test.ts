import { once } from "node:events";
import { createServer } from "node:http";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { NO_TRACING, startTracing } from "./tracing.js";

type Span = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
};
type Told = {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
};

/** An OTLP/HTTP receiver in this process. */
async function receiver() {
  const spans: Span[] = [];
  const headers: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    expect(request.url).toBe("/v1/traces");
    headers.push(request.headers["x-key"]);
    const told = JSON.parse(Buffer.concat(chunks).toString()) as Told;
    for (const { scopeSpans } of told.resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { spans, headers, endpoint: `http://127.0.0.1:${port}`, close: () => server.close() };
}

test("requests and what they do are told as one trace, which the caller may have begun", async () => {
  const { spans, headers, endpoint, close } = await receiver();
  const tracing = await startTracing({ endpoint, headers: { "x-key": "k" }, ratio: 1, service: "s", version: "1" });
  const app = Fastify();
  app.addHook("onRequest", (request, _reply, done) => {
    tracing.began(request);
    tracing.within(request, done);
  });
  app.addHook("onResponse", async (request, reply) => tracing.ended(request, reply));
  app.get("/v1/receipts/:digest", async () => {
    await tracing.span("work", { size: 3 }, async () => tracing.past("sql select x", {}, 0.01, false));
    throw Object.assign(new Error("postgres://user:s3cret@db"), { statusCode: 503 });
  });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  await app.inject({ url: "/v1/receipts/0xabc", headers: { traceparent } });
  await app.inject({ url: "/v1/receipts/0xabc", headers: { traceparent: `00-${"0".repeat(32)}-b7ad6b7169203331-01` } });
  await expect(tracing.span("fails", {}, () => Promise.reject(new Error("s3cret")))).rejects.toThrow("s3cret");
  await tracing.close();
  await app.close();
  close();

  const of = (name: string) => spans.filter((span) => span.name === name);
  const [server, own] = of("GET /v1/receipts/:digest");
  expect(server).toMatchObject({ traceId, parentSpanId: "b7ad6b7169203331", status: { code: 2 } });
  expect(server?.attributes).toContainEqual({ key: "http.response.status_code", value: { intValue: 503 } });
  expect(own?.traceId).not.toBe(traceId);
  expect(own?.parentSpanId ?? "").toBe("");
  const [work] = of("work");
  expect(work).toMatchObject({ traceId, parentSpanId: server?.spanId });
  expect(of("sql select x")[0]).toMatchObject({ traceId, parentSpanId: work?.spanId });
  expect(of("fails")[0]).toMatchObject({ status: { code: 2 } });
  expect(headers).toContain("k");
  expect(JSON.stringify(spans)).not.toMatch(/s3cret|0xabc/);
});

test("without an endpoint nothing is loaded, and work is only run", async () => {
  const tracing = await startTracing(null);
  expect(tracing).toBe(NO_TRACING);
  expect(await tracing.span("x", {}, async () => 7)).toBe(7);
});
