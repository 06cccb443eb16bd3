import type { z } from "zod";
import { ERRORS, type ErrorCode, PeersealError } from "../core/errors.js";
import { parseJson } from "../core/json.js";
import { Problem } from "../wire/problem.js";

/** Shortest wait for an answer that takes a signature, or its check, for each of a thousand credentials. */
export const SLOW_MS = 120_000;

/** What a call needs of the way to the registry. */
export type Transport = {
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  /** Sent with every call. */
  readonly apiKey?: string;
  /** Sent with every write. */
  readonly idempotencyKey?: string;
};

/** Members of the query; undefined ones are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** One call and the form of its answer. */
export type Request<T extends z.ZodType> = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the base address, ids in it already encoded. */
  readonly path: string;
  readonly query?: Query | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: T;
  /** Statuses beside those of success under which the answer may come, in the same form. */
  readonly alsoOn?: readonly number[];
};

/**
 * Asks the registry and reads its answer by the shared schema.
 *
 * @throws PeersealError with the registry's own code where it answered with a problem; `registry-unreachable` where
 * nothing answered, or something that is no registry.
 */
export async function request<T extends z.ZodType>(transport: Transport, what: Request<T>): Promise<z.output<T>> {
  const url = new URL(`${transport.baseUrl}${what.path}`);
  for (const [name, value] of Object.entries(what.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  let response: Response;
  let text: string;
  try {
    response = await transport.fetch(url, {
      method: what.method ?? "GET",
      redirect: "error",
      signal: AbortSignal.timeout(transport.timeoutMs),
      headers: {
        accept: "application/json",
        ...authorizationOf(transport),
        ...(what.body === undefined ? {} : { "content-type": "application/json" }),
        ...keyOf(transport, what),
        ...what.headers,
      },
      ...(what.body === undefined ? {} : { body: JSON.stringify(what.body) }),
    });
    text = await response.text();
  } catch (cause) {
    throw new PeersealError("registry-unreachable", `No answer from the registry at ${transport.baseUrl}.`, { cause });
  }
  const value = jsonOf(text);
  const isAnswer = what.alsoOn?.includes(response.status) === true && what.answer.safeParse(value).success;
  if (!response.ok && !isAnswer) throw problemOf(value, response.status, transport.baseUrl);
  const parsed = what.answer.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PeersealError("registry-unreachable", `The answer to ${what.path} is not that of a registry.`, {
    details: { issues: parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code })) },
  });
}

function authorizationOf({ apiKey }: Transport): { readonly authorization?: string } {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}

function keyOf({ idempotencyKey }: Transport, { method = "GET" }: { readonly method?: string }): HeadersInit {
  return idempotencyKey === undefined || method === "GET" ? {} : { "idempotency-key": idempotencyKey };
}

/** Asks the registry for the bytes of a file. @throws as {@link request} */
export async function requestBytes(
  transport: Transport,
  what: { readonly path: string; readonly query?: Query },
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(`${transport.baseUrl}${what.path}`);
  for (const [name, value] of Object.entries(what.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  let response: Response;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    response = await transport.fetch(url, {
      redirect: "error",
      signal: AbortSignal.timeout(transport.timeoutMs),
      headers: authorizationOf(transport),
    });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new PeersealError("registry-unreachable", `No answer from the registry at ${transport.baseUrl}.`, { cause });
  }
  if (response.ok) return bytes;
  throw problemOf(jsonOf(new TextDecoder().decode(bytes)), response.status, transport.baseUrl);
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text, { maxBytes: 64 * 1024 * 1024 });
  } catch {
    return undefined;
  }
}

function problemOf(value: unknown, status: number, baseUrl: string): PeersealError {
  const problem = Problem.safeParse(value);
  if (!problem.success) {
    return new PeersealError("registry-unreachable", `${baseUrl} answered ${status} without a reason.`, {
      details: { status },
    });
  }
  const { code, detail, requestId, details } = problem.data;
  // A newer registry may know codes that this version does not.
  return new PeersealError(isKnown(code) ? code : "internal", detail, { details: { ...details, requestId, code } });
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** Calls on one transport, of the forms that most have. */
export function callsOn(transport: Transport) {
  return {
    /** A path of the API; every part is encoded. */
    at: (...parts: readonly (string | number)[]) => `/v1/${parts.map(encodeURIComponent).join("/")}`,
    get: <T extends z.ZodType>(path: string, answer: T, query?: Query) => request(transport, { path, answer, query }),
    post: <T extends z.ZodType>(path: string, answer: T, body: unknown = {}) =>
      request(transport, { method: "POST", path, answer, body }),
  };
}
