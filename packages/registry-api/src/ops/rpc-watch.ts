import type { RpcCall } from "./metrics/metrics.js";

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

type Calling = {
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly batch: (
    calls: readonly { readonly method: string; readonly params: readonly unknown[] }[],
  ) => Promise<unknown>;
};

/** The same endpoint, of whose every call is told; several at once count as one, under the method of the first. */
export function watchCaller<C extends Calling>(caller: C, endpoint: number, called: (call: RpcCall) => void): C {
  const timed = async <T>(method: string, ask: () => Promise<T>): Promise<T> => {
    const at = performance.now();
    const tell = (outcome: RpcCall["outcome"]) =>
      called({ endpoint, method, outcome, seconds: (performance.now() - at) / 1000 });
    try {
      const answer = await ask();
      tell("answered");
      return answer;
    } catch (error) {
      // An endpoint that refuses has answered: `kind` as the faults of our own endpoints have it.
      tell(fieldOf(error, "kind") === "refused" ? "refused" : "failed");
      throw error;
    }
  };
  return {
    ...caller,
    call: (method: string, params: readonly unknown[]) => timed(method, () => caller.call(method, params)),
    batch: (calls: Parameters<Calling["batch"]>[0]) => timed(calls[0]?.method ?? "none", () => caller.batch(calls)),
  };
}
