import { PeersealError } from "@peerseal/sdk";
import {
  JsonRpcApiProvider,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
  makeError,
  Network,
} from "ethers";
import { RpcFault } from "./fault.js";
import type { Pool } from "./pool.js";

/**
 * A provider of ethers over several endpoints, to be given to `connect`: whatever reads or sends through it has failover
 * and stops when the chain is another one.
 */
export class PoolProvider extends JsonRpcApiProvider {
  readonly #pool: Pool;

  constructor(pool: Pool, chainId: number) {
    // ethers batches (slower here), answers from a cache for 250 ms, and asks for the chain for ever when it is down.
    const network = new Network("peerseal", chainId);
    super(network, { batchMaxCount: 1, cacheTimeout: -1, staticNetwork: network });
    this.#pool = pool;
    this._start();
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<(JsonRpcResult | JsonRpcError)[]> {
    const calls = Array.isArray(payload) ? payload : [payload];
    return Promise.all(calls.map((call) => this.#answer(call)));
  }

  async #answer({ id, method, params }: JsonRpcPayload): Promise<JsonRpcResult | JsonRpcError> {
    if (!Array.isArray(params)) throw new TypeError("Parameters by name are not used.");
    try {
      return { id, result: await this.#pool.call(method, params) };
    } catch (error) {
      if (!(error instanceof RpcFault)) throw error;
      if (error.rpc !== null && (error.kind === "refused" || error.kind === "too-large")) {
        const { code, data } = error.rpc;
        return {
          id,
          error: { code, message: error.message, ...(data === undefined ? {} : { data }) } as JsonRpcError["error"],
        };
      }
      throw error.kind === "timeout"
        ? makeError(error.message, "TIMEOUT", { operation: method, reason: error.kind })
        : makeError(error.message, "NETWORK_ERROR", { event: error.kind });
    }
  }
}

/** The error that an endpoint's fault is to the rest of the registry. */
export function asChainError(error: unknown): unknown {
  if (!(error instanceof RpcFault)) return error;
  return new PeersealError("chain-unreachable", `The chain gave no answer: ${error.message}`, {
    details: { reason: error.kind },
    cause: error,
  });
}
