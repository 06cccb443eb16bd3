import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { RpcError } from "../local-chain/rpc-error.ts";

const TIMEOUT_MS = 30_000;

const Answer = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }).optional(),
});

/** Asks a chain: EIP-1193's `request`. */
export type Rpc = {
  /** The endpoint without path and credentials: keys of hosted endpoints stand there. */
  readonly source: string;
  /**
   * @throws RpcError what the node refused.
   * @throws PeersealError `chain-unreachable`.
   */
  readonly request: (method: string, params?: readonly unknown[]) => Promise<unknown>;
};

/** JSON-RPC over HTTP. @throws PeersealError `config-invalid` for a text that is no HTTP URL. */
export function openRpc(url: string): Rpc {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new PeersealError("config-invalid", `"${url}" is no HTTP URL of a chain's RPC endpoint.`);
  }
  const source = parsed.origin;
  let id = 0;
  return {
    source,
    request: async (method, params = []) => {
      id += 1;
      const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
      const { result, error } = await post(url, body).catch((cause: unknown) => {
        throw new PeersealError("chain-unreachable", `${source} does not answer as a chain's RPC endpoint.`, { cause });
      });
      if (error === undefined) return result ?? null;
      throw new RpcError(error.code, error.message, dataOf(error.data));
    },
  };
}

async function post(url: string, body: string): Promise<z.infer<typeof Answer>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return Answer.parse(await response.json());
}

/** Nodes give a revert's bytes as they are, or in an object. */
function dataOf(data: unknown): string | undefined {
  const inner = typeof data === "object" && data !== null && "data" in data ? data.data : data;
  return typeof inner === "string" ? inner : undefined;
}

/** A quantity of an answer. @throws RpcError where it is none. */
export async function askNumber(rpc: Rpc, method: string, params: readonly unknown[] = []): Promise<bigint> {
  const answer = await rpc.request(method, params);
  if (typeof answer === "string" && /^0x[0-9a-f]+$/i.test(answer)) return BigInt(answer);
  throw new RpcError(-32603, `${method} was answered by no number.`);
}

/** Bytes of an answer. @throws RpcError where it holds none. */
export async function askBytes(rpc: Rpc, method: string, params: readonly unknown[]): Promise<string> {
  const answer = await rpc.request(method, params);
  if (typeof answer === "string" && /^0x[0-9a-f]*$/i.test(answer)) return answer.toLowerCase();
  throw new RpcError(-32603, `${method} was answered by no bytes.`);
}
