import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { FastifyRequest } from "fastify";
import { patternOf } from "../requests.js";
import type { Tracing, TracingSettings } from "./tracing.js";

/** Version, trace id, parent id, flags (W3C Trace Context, level 1). */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NOTHING = /^0+$/;

/**
 * Tells spans to an OTLP/HTTP receiver. Nothing is registered for the whole process: provider and context belong to the
 * registry that made them.
 */
export function startOtlp(settings: TracingSettings): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${settings.endpoint.replace(/\/+$/, "")}/v1/traces`,
    headers: { ...settings.headers },
    timeoutMillis: 5_000,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": settings.service, "service.version": settings.version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer("peerseal-registry", settings.version);
  const contexts = new AsyncLocalStorageContextManager().enable();
  const requests = new WeakMap<FastifyRequest, { readonly span: Span; readonly context: Context }>();

  return {
    span: async (name, attributes, work) => {
      const active = contexts.active();
      const span = tracer.startSpan(name, { attributes: { ...attributes } }, active);
      try {
        return await contexts.with(trace.setSpan(active, span), work);
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    past: (name, attributes, seconds, failed) => {
      const end = Date.now();
      const startTime = end - seconds * 1000;
      const span = tracer.startSpan(name, { attributes: { ...attributes }, startTime }, contexts.active());
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(end);
    },
    began: (request) => {
      const parent = parentOf(request.headers.traceparent);
      const attributes = { "http.request.method": request.method, "peerseal.request_id": request.id };
      const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes }, parent);
      requests.set(request, { span, context: trace.setSpan(parent, span) });
    },
    within: (request, next) => {
      const found = requests.get(request);
      if (found === undefined) return next();
      contexts.with(found.context, next);
    },
    ended: (request, reply) => {
      const span = requests.get(request)?.span;
      if (span === undefined) return;
      const route = patternOf(request);
      span.updateName(`${request.method} ${route}`);
      span.setAttributes({ "http.route": route, "http.response.status_code": reply.statusCode });
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    close: async () => {
      // A receiver that is away must not hold up the end.
      await provider.shutdown().catch(() => undefined);
      contexts.disable();
    },
  };
}

/** Its code, never its words: messages of libraries quote endpoints with their keys, and rows of tables. */
function fail(span: Span, error: unknown): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : "internal";
  span.setAttribute("error.type", code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The caller's trace, where its header is well formed; a trace of our own otherwise. */
function parentOf(header: unknown): Context {
  const [, traceId = "", spanId = "", flags = "00"] = TRACEPARENT.exec(typeof header === "string" ? header : "") ?? [];
  if (traceId === "" || NOTHING.test(traceId) || NOTHING.test(spanId)) return ROOT_CONTEXT;
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
