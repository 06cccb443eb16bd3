import { kindOfError, RpcFault } from "./fault.js";
import { createTransport, type HttpAnswer } from "./http.js";

/** One question of JSON-RPC. */
export type RpcCall = { readonly method: string; readonly params: readonly unknown[] };

/** Asking one endpoint. */
export type Caller = {
  /** How it may be named: its origin, never its path, query or credentials. */
  readonly name: string;
  /**
   * @returns the answer's `result`, whatever it is.
   * @throws RpcFault
   */
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>;
  /** Asks many at once, in one request where the endpoint takes that. The first fault is thrown. */
  readonly batch: (calls: readonly RpcCall[]) => Promise<readonly unknown[]>;
  /** Bytes of answers so far: what a range weighs is seen by it. */
  readonly bytes: () => number;
};

export type Endpoint = Caller & { readonly close: () => void };

export type EndpointOptions = {
  /** For one answer. */
  readonly timeoutMs: number;
  /** Of one answer. */
  readonly maxBytes: number;
};

const BATCH = 100;
const AT_ONCE = 8;
const CREDENTIALS_REFUSED = new Set([401, 403]);

/**
 * @param url an http(s) URL.
 * @param name where several endpoints have one origin, their names must differ.
 */
export function openEndpoint(url: string, name: string, options: EndpointOptions): Endpoint {
  const target = new URL(url);
  const transport = createTransport(target);
  const hide = hider(target);
  let takesBatches = true;
  let bytes = 0;
  let nextId = 1;

  const post = async (body: unknown): Promise<unknown> => {
    const answer = await transport.post(JSON.stringify(body), options);
    bytes += answer.body.length;
    return parse(answer);
  };
  const call = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    const id = nextId++;
    return resultOf(await post({ jsonrpc: "2.0", id, method, params }), id, hide);
  };
  const together = async (calls: readonly RpcCall[]): Promise<readonly unknown[] | null> => {
    const first = nextId;
    nextId += calls.length;
    const answer = await post(calls.map((one, i) => ({ jsonrpc: "2.0", id: first + i, ...one })));
    // An endpoint without batches answers with one error.
    if (!Array.isArray(answer)) return null;
    const byId = new Map(answer.map((one: unknown) => [idOf(one), one]));
    return calls.map((_, i) => resultOf(byId.get(first + i), first + i, hide));
  };
  const apart = async (calls: readonly RpcCall[]): Promise<readonly unknown[]> => {
    const results: unknown[] = [];
    for (let at = 0; at < calls.length; at += AT_ONCE) {
      const some = calls.slice(at, at + AT_ONCE).map(({ method, params }) => call(method, params));
      results.push(...(await Promise.all(some)));
    }
    return results;
  };

  return {
    name,
    call,
    bytes: () => bytes,
    batch: async (calls) => {
      if (calls.length < 2 || !takesBatches) return apart(calls);
      const results: unknown[] = [];
      for (let at = 0; at < calls.length; at += BATCH) {
        const some = calls.slice(at, at + BATCH);
        const answers = takesBatches ? await together(some) : null;
        if (answers === null) takesBatches = false;
        results.push(...(answers ?? (await apart(some))));
      }
      return results;
    },
    close: transport.close,
  };
}

function parse({ status, retryAfterMs, body }: HttpAnswer): unknown {
  if (status === 429) throw new RpcFault("rate-limited", "The endpoint is asked too often (429).", { retryAfterMs });
  if (status === 413) throw new RpcFault("too-large", "The endpoint does not give so much at once (413).");
  if (CREDENTIALS_REFUSED.has(status)) {
    throw new RpcFault("unreachable", `The endpoint does not let us in (${status}): check its key in RPC_URL.`);
  }
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    if (status >= 500) throw new RpcFault("unreachable", `The endpoint failed (${status}).`, { retryAfterMs });
    throw new RpcFault("malformed", `The endpoint's answer (${status}) is not JSON.`);
  }
  if (status >= 500 && !isError(answer)) {
    throw new RpcFault("unreachable", `The endpoint failed (${status}).`, { retryAfterMs });
  }
  return answer;
}

/** Answers must be ours: an id of another question means that answers were mixed up. */
function resultOf(answer: unknown, id: number, hide: (text: string) => string): unknown {
  if (typeof answer !== "object" || answer === null) throw new RpcFault("malformed", "An answer is missing.");
  if ("error" in answer && answer.error !== undefined && answer.error !== null) throw errorOf(answer.error, hide);
  if (idOf(answer) !== id) throw new RpcFault("malformed", "The endpoint answered another question.");
  if (!("result" in answer)) throw new RpcFault("malformed", "The answer holds no result.");
  return answer.result;
}

function errorOf(error: unknown, hide: (text: string) => string): RpcFault {
  const code = field(error, "code");
  const message = field(error, "message");
  if (typeof code !== "number") return new RpcFault("malformed", "The endpoint's error has no code.");
  const text = hide(typeof message === "string" ? message.slice(0, 500) : "no reason");
  return new RpcFault(kindOfError(code, text), text, { rpc: { code, data: field(error, "data") } });
}

function idOf(answer: unknown): unknown {
  return field(answer, "id");
}

function isError(answer: unknown): boolean {
  return typeof field(answer, "error") === "object" && field(answer, "error") !== null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Endpoints like to repeat their own address in errors. */
function hider(url: URL): (text: string) => string {
  const secrets = [url.pathname, url.search.slice(1), url.username, url.password, ...url.pathname.split("/")]
    .concat([...url.searchParams.values()])
    .filter((part) => part.length >= 8);
  return (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, "..."), text);
}
