import { z } from "zod";
import type { LoggedRequests } from "./requests.js";
import type { TracingSettings } from "./tracing/tracing.js";

/** What operators set. */
export type OperationsSettings = {
  /** Port for metrics alone; 0: any free one; null: `/metrics` on the registry's own port. */
  readonly metricsPort: number | null;
  /** Shown as a bearer token to read metrics; null: programs of this machine only. */
  readonly metricsToken: string | null;
  /** Seconds between readiness turning and the end of HTTP. */
  readonly drainSeconds: number;
  readonly logRequests: LoggedRequests;
  /** Balance of the relayer below which readiness tells, in wei; 0: only that a transaction cannot be paid. */
  readonly leastWei: bigint;
};

const wholeUpTo = (most: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,7}$/, { error: what })
    .transform(Number)
    .refine((value) => value <= most, { error: what });

/** Settings of operations in the environment, for `readConfig`. */
export const OPERATIONS_SETTINGS = {
  METRICS_PORT: wholeUpTo(65_535, "is not a port number").optional(),
  METRICS_TOKEN: z.string().min(16, { error: "is shorter than 16 characters" }).optional(),
  DRAIN_SECONDS: wholeUpTo(600, "is not a number of seconds up to 600").default(0),
  LOG_REQUESTS: z.enum(["errors", "sampled", "all"], { error: "is none of errors, sampled, all" }).default("errors"),
  RELAYER_LOW_WEI: z
    .string()
    .regex(/^\d{1,30}$/, { error: "is not a number of wei" })
    .transform(BigInt)
    .default(0n),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: "is not an http(s) URL" }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^=,]+=[^,]*(?:,[^=,]+=[^,]*)*$/, { error: "is not `name=value`, separated by commas" })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default("peerseal-registry"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/, { error: "is not a share from 0 to 1" })
    .transform(Number)
    .default(1),
};

type Given = z.output<z.ZodObject<typeof OPERATIONS_SETTINGS>>;

/** Nothing where none of them is set. */
export function operationsOf(
  given: Given,
  environment: Readonly<Record<string, unknown>>,
): { readonly operations?: OperationsSettings } {
  if (!OWN.some((name) => environment[name] !== undefined)) return {};
  return {
    operations: {
      metricsPort: given.METRICS_PORT ?? null,
      metricsToken: given.METRICS_TOKEN ?? null,
      drainSeconds: given.DRAIN_SECONDS,
      logRequests: given.LOG_REQUESTS,
      leastWei: given.RELAYER_LOW_WEI,
    },
  };
}

const OWN = ["METRICS_PORT", "METRICS_TOKEN", "DRAIN_SECONDS", "LOG_REQUESTS", "RELAYER_LOW_WEI"] as const;

/** Nothing where no endpoint is set. */
export function tracingOf(given: Given): { readonly tracing?: Omit<TracingSettings, "version"> } {
  const endpoint = given.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return {};
  const headers = (given.OTEL_EXPORTER_OTLP_HEADERS ?? "")
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    });
  return {
    tracing: {
      endpoint,
      headers: Object.fromEntries(headers),
      ratio: given.OTEL_TRACES_SAMPLER_ARG,
      service: given.OTEL_SERVICE_NAME,
    },
  };
}
