import type { Caller } from "./endpoint.js";
import { RpcFault } from "./fault.js";
import type { Pool } from "./pool.js";

/** What reading a chain needs of a pool. */
export type Asking = Pick<Pool, "ask" | "agree" | "survey" | "markStale" | "agreement">;

const AT_ONCE = 8;

/** One endpoint that somebody else speaks to, asked as a pool is. `send`: the answer's result, or it throws. */
export function soloAsking(name: string, send: (method: string, params: unknown[]) => Promise<unknown>): Asking {
  const call: Caller["call"] = async (method, params) => {
    try {
      return await send(method, [...params]);
    } catch (error) {
      throw error instanceof RpcFault ? error : faultOf(error);
    }
  };
  const caller: Caller = {
    name,
    call,
    batch: async (calls) => {
      const results: unknown[] = [];
      for (let at = 0; at < calls.length; at += AT_ONCE) {
        const some = calls.slice(at, at + AT_ONCE).map(({ method, params }) => call(method, params));
        results.push(...(await Promise.all(some)));
      }
      return results;
    },
    bytes: () => 0,
  };
  return {
    agreement: 1,
    ask: async (question) => question(caller),
    agree: async (question) => question(caller),
    survey: async (question) => [{ name, answer: await question(caller) }],
    markStale: () => undefined,
  };
}

/** An error of ethers: one that it does not know is the endpoint's own, the others mean that no answer came. */
function faultOf(error: unknown): RpcFault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const text = error instanceof Error ? error.message : "no answer";
  if (code === "UNKNOWN_ERROR" || code === "UNSUPPORTED_OPERATION" || code === "CALL_EXCEPTION") {
    return new RpcFault("refused", text, { rpc: { code: -32_000, data: undefined } });
  }
  return new RpcFault(code === "TIMEOUT" ? "timeout" : "unreachable", text);
}
