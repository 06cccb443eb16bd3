import type { FastifyReply, FastifyRequest } from "fastify";

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Tells where time goes, span by span. Without an endpoint to tell it to, work is only run. */
export type Tracing = {
  /** Runs work as a span below the one that runs now. */
  readonly span: <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;
  /** A span that has ended just now. */
  readonly past: (name: string, attributes: Attributes, seconds: number, failed: boolean) => void;
  readonly began: (request: FastifyRequest) => void;
  readonly within: (request: FastifyRequest, next: () => void) => void;
  readonly ended: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Tells what is not told yet. */
  readonly close: () => Promise<void>;
};

/** What the rooms of the registry are given. */
export type Trace = Tracing["span"];

export const NO_TRACING: Tracing = {
  span: (_name, _attributes, work) => work(),
  past: () => undefined,
  began: () => undefined,
  within: (_request, next) => next(),
  ended: () => undefined,
  close: async () => undefined,
};

/** Where to tell it. `endpoint`: base URL of an OTLP/HTTP receiver; `/v1/traces` is added as the standard says. */
export type TracingSettings = {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Share of traces begun here that is told, 0 to 1. */
  readonly ratio: number;
  /** Name of this service. */
  readonly service: string;
  readonly version: string;
};

/** The libraries are loaded only where they are used. */
export async function startTracing(settings: TracingSettings | null): Promise<Tracing> {
  if (settings === null) return NO_TRACING;
  const { startOtlp } = await import("./otlp.js");
  return startOtlp(settings);
}
