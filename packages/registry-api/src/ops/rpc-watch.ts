import type { RpcCall } from "./metrics/metrics.js";

type Payload = { readonly id: number; readonly method: string };
type Listening = { readonly on: (event: "debug", listener: (event: unknown) => void) => unknown };

/**
 * Tells of each call that a provider of ethers makes over HTTP. `provider`: any; one of another kind tells nothing.
 *
 * @param endpoint its place in `RPC_URL`
 */
export function watchProvider(provider: object, endpoint: number, called: (call: RpcCall) => void): void {
  if (!isListening(provider)) return;
  const begun = new Map<number, { readonly method: string; readonly at: number }>();
  provider.on("debug", (event) => {
    const action = fieldOf(event, "action");
    if (action === "sendRpcPayload") {
      for (const { id, method } of payloadsOf(fieldOf(event, "payload")))
        begun.set(id, { method, at: performance.now() });
      return;
    }
    const isError = action === "receiveRpcError";
    if (!isError && action !== "receiveRpcResult") return;
    const results = [fieldOf(event, "result")].flat();
    const ids = isError ? [...begun.keys()].slice(0, 1) : results.map((result) => fieldOf(result, "id"));
    for (const [n, id] of ids.entries()) {
      const found = typeof id === "number" ? begun.get(id) : undefined;
      if (found === undefined || typeof id !== "number") continue;
      begun.delete(id);
      const refused = !isError && fieldOf(results[n], "error") !== undefined;
      const outcome = isError ? "failed" : refused ? "refused" : "answered";
      called({ endpoint, method: found.method, outcome, seconds: (performance.now() - found.at) / 1000 });
    }
  });
}

function isListening(provider: object): provider is Listening {
  return "on" in provider && typeof provider.on === "function" && "send" in provider;
}

function payloadsOf(payload: unknown): readonly Payload[] {
  return [payload].flat().flatMap((one) => {
    const id = fieldOf(one, "id");
    const method = fieldOf(one, "method");
    return typeof id === "number" && typeof method === "string" ? [{ id, method }] : [];
  });
}

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
