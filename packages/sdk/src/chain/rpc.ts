import { BrowserProvider, type Eip1193Provider, FetchRequest, JsonRpcProvider, Network, type Provider } from "ethers";
import { PeersealError } from "../core/errors.js";
import type { Address, Hex } from "../core/types.js";
import { decodeRevert } from "./revert.js";
import { isUnreachable, stringField } from "./rpc-fault.js";

/** An HTTP endpoint, an EIP-1193 provider (a wallet, a chain in this process) or a provider of ethers. */
export type RpcSource = string | Eip1193Provider | Provider;

/** A block: the last final one, the newest, or one by its number. */
export type BlockTag = "finalized" | "latest" | number;

/** One answer of the chain that is none, though the endpoint spoke: such as a block tag or a state that it lacks. */
export class RpcRefusal extends Error {}

/** Reading from one endpoint. Every method ends within the timeout. */
export type Rpc = {
  /** The endpoint's origin, without path, query and credentials: keys of hosted endpoints stand there. */
  readonly source: string;
  /** For transactions and logs; does not retry, cache or poll by itself. */
  readonly provider: Provider;
  /** @throws PeersealError `chain-unreachable`. */
  readonly askChainId: () => Promise<number>;
  /**
   * @returns what the contract returned; `0x` where there is no contract.
   * @throws PeersealError `chain-unreachable`, at the newest block also for what the endpoint refuses (reason `refused`);
   * a contract's refusal as {@link decodeRevert}; RpcRefusal for what the endpoint refuses at another block.
   */
  readonly call: (to: Address, data: string, tag: BlockTag) => Promise<Hex>;
  /** @throws PeersealError `chain-unreachable`; RpcRefusal where there is no such block. */
  readonly block: (tag: BlockTag) => Promise<{ readonly number: number; readonly time: number }>;
  readonly close: () => void;
};

/** @throws PeersealError `chain-unreachable` for a text that is no HTTP URL. */
export function openRpc(from: RpcSource, options: { readonly chainId: number; readonly timeoutMs: number }): Rpc {
  const { source, provider, owned } = providerOf(from, options);
  const within = <T>(what: Promise<T>) => withTimeout(what, options.timeoutMs, source);
  const ask = async <T>(what: () => Promise<T>): Promise<T> => {
    try {
      return await within(what());
    } catch (error) {
      throw faultOf(error, source);
    }
  };
  return {
    source,
    provider,
    askChainId: () =>
      ask(async () =>
        // A provider of our own is told its chain and would answer from memory.
        owned === null ? Number((await provider.getNetwork()).chainId) : Number(await owned.send("eth_chainId", [])),
      ).catch((error) => {
        throw error instanceof RpcRefusal ? unreachable(source, "no-json-rpc", error) : error;
      }),
    call: (to, data, tag) =>
      ask(async () => hex(await provider.call({ to, data, blockTag: tag }))).catch((error) => {
        // Whoever cannot tell what it is like now may be taking blocks back: no word of a contract, and soon over.
        throw error instanceof RpcRefusal && tag === "latest" ? unreachable(source, "refused", error) : error;
      }),
    block: (tag) =>
      ask(async () => {
        const block = await provider.getBlock(tag);
        if (block === null) throw new RpcRefusal(`There is no block ${tag}.`);
        return { number: block.number, time: block.timestamp };
      }),
    close: () => owned?.destroy(),
  };
}

function providerOf(from: RpcSource, { chainId, timeoutMs }: { chainId: number; timeoutMs: number }) {
  // Without plugins: ethers brings its own fee services for some chains.
  const network = new Network("peerseal", chainId);
  // ethers batches (slower here), answers from a cache for 250 ms, and asks for the chain for ever when it is down.
  const options = { batchMaxCount: 1, cacheTimeout: -1, staticNetwork: network };
  if (typeof from === "string") {
    const { request, source } = requestOf(from, timeoutMs);
    const provider = new JsonRpcProvider(request, network, options);
    return { source, provider, owned: provider };
  }
  if ("request" in from) {
    const provider = new BrowserProvider(from, network, options);
    return { source: "eip-1193", provider, owned: provider };
  }
  return { source: "provider", provider: from, owned: null };
}

function requestOf(text: string, timeoutMs: number): { request: FetchRequest; source: string } {
  if (!URL.canParse(text)) throw unreachable("rpc", "not-an-http-url");
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw unreachable("rpc", "not-an-http-url");
  const { username, password, origin } = url;
  url.username = "";
  url.password = "";
  url.hash = "";
  const request = new FetchRequest(url.href);
  request.timeout = timeoutMs;
  if (username !== "" || password !== "") {
    request.allowInsecureAuthentication = true;
    request.setCredentials(decodeURIComponent(username), decodeURIComponent(password));
  }
  return { request, source: origin };
}

function faultOf(error: unknown, source: string): Error {
  if (error instanceof PeersealError || error instanceof RpcRefusal) return error;
  if (stringField(error, "code") === "CALL_EXCEPTION") {
    const said = decodeRevert(error);
    // Nothing is relayed here: what is no word of a contract is one of the endpoint.
    if (said.code !== "relay-failed") return said;
  }
  // Browsers say no more about a failed fetch than that it is a TypeError.
  if (isUnreachable(error) || error instanceof TypeError)
    return unreachable(source, stringField(error, "code") ?? "no-answer", error);
  return new RpcRefusal("The endpoint did not give what was asked.", { cause: error });
}

function unreachable(source: string, reason: string, cause?: unknown): PeersealError {
  return new PeersealError("chain-unreachable", `No answer from the chain at ${source} (${reason}).`, {
    details: { source, reason },
    cause,
  });
}

async function withTimeout<T>(what: Promise<T>, ms: number, source: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unreachable(source, "timeout")), ms);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    clearTimeout(timer);
  }
}

function hex(text: string): Hex {
  return `0x${text.slice(2).toLowerCase()}`;
}
