/**
 * Why an endpoint's answer cannot be used. `unreachable`: no answer came, `timeout`: none in time, `rate-limited`: too
 * many questions, `too-large`: more blocks, logs or bytes than it gives at once, `malformed`: an answer in no form that
 * we know, `refused`: an error of its own, `suspect`: an answer that contradicts itself or the chain.
 */
export type RpcFaultKind =
  | "unreachable"
  | "timeout"
  | "rate-limited"
  | "too-large"
  | "malformed"
  | "refused"
  | "suspect";

/** An answer that cannot be used. Its text never holds an endpoint's path, query or credentials: keys stand there. */
export class RpcFault extends Error {
  readonly kind: RpcFaultKind;
  /** Milliseconds that the endpoint asks to be left alone; null: it does not say. */
  readonly retryAfterMs: number | null;
  /** Code and data of the endpoint's own error. */
  readonly rpc: { readonly code: number; readonly data: unknown } | null;

  constructor(
    kind: RpcFaultKind,
    message: string,
    more: { readonly retryAfterMs?: number | null; readonly rpc?: RpcFault["rpc"] } = {},
  ) {
    super(message);
    this.name = "RpcFault";
    this.kind = kind;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.rpc = more.rpc ?? null;
  }
}

/** Whether another endpoint may do better: everything but an error that the chain itself gives as its answer. */
export function mayFailOver(error: unknown): error is RpcFault {
  return error instanceof RpcFault && error.kind !== "refused" && error.kind !== "too-large";
}

const TOO_LARGE =
  /(?:more than|exceeds?|limited to|max(?:imum)?(?: is| of)?|up to)\D{0,40}\d[\d,_]*k?\D{0,20}(?:results|logs|blocks|block range|range|bytes)|block range|range (?:is |was )?too|response (?:size|is too)|too many (?:results|logs|blocks)|query timeout|result window/i;
const RATE = /rate.?limit|too many requests|request(?:s)? (?:limit|rate)|throttl|compute units|capacity|quota|credits/i;

/** The kind of an error that came as a JSON-RPC answer. */
export function kindOfError(code: number, message: string): "too-large" | "rate-limited" | "refused" {
  // Some endpoints say with the code of a rate limit that a range was too large.
  if (TOO_LARGE.test(message)) return "too-large";
  if (code === -32_005 || code === 429 || RATE.test(message)) return "rate-limited";
  return "refused";
}

/** Milliseconds of a `Retry-After` header: seconds, or a date. */
export function retryAfterOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
