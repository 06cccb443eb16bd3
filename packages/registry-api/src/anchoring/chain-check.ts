import { type Hex, type NetworkConnection, PeersealError, parseNetworkId } from "@peerseal/sdk";
import { keccak256 } from "ethers";

/** What a chain must be for signing on it. */
export type ExpectedChain = { readonly chainId: number; readonly genesis: Hex };

/**
 * Makes a check that the endpoint still serves our chain: its id, its first block, and the code of the network's
 * directory, which never changes. Asked past every cache, before each burst of signatures.
 *
 * @throws PeersealError `chain-wrong`, `network-missing`, `chain-unreachable`
 */
export function makeChainCheck({ provider, network }: NetworkConnection, expected: ExpectedChain): () => Promise<void> {
  const { directory } = parseNetworkId(network);
  let known: string | null = null;
  const asker = rawOf(provider);

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (cause) {
      throw new PeersealError("chain-unreachable", "The chain does not tell what it is.", { cause });
    }
  }

  return async () => {
    const [id, first, code] = await ask(() =>
      Promise.all([
        asker("eth_chainId", []),
        asker("eth_getBlockByNumber", ["0x0", false]),
        asker("eth_getCode", [directory, "latest"]),
      ]),
    );
    if (Number(id) !== expected.chainId) {
      throw new PeersealError("chain-wrong", `The endpoint serves chain ${Number(id)} now.`, {
        details: { expected: expected.chainId, actual: Number(id) },
      });
    }
    const genesis = typeof first === "object" && first !== null && "hash" in first ? String(first.hash) : "";
    if (genesis.toLowerCase() !== expected.genesis) {
      throw new PeersealError(
        "chain-wrong",
        "The endpoint serves another chain of the same id: its first block differs.",
        {
          details: { expected: expected.genesis, actual: genesis },
        },
      );
    }
    const text = typeof code === "string" && /^0x[0-9a-f]{2,}$/i.test(code) ? code : null;
    const hash = text === null ? null : keccak256(text);
    if (hash === null || (known !== null && hash !== known)) {
      throw new PeersealError("network-missing", "The directory's code is not what it was.", {
        details: { directory },
      });
    }
    known = hash;
  };
}

type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** JSON-RPC past what a provider believes to know: it never asks twice for the id of its chain. */
function rawOf(provider: NetworkConnection["provider"]): Ask {
  if (!("send" in provider) || typeof provider.send !== "function") {
    throw new PeersealError("internal", "The provider speaks no JSON-RPC.");
  }
  const { send } = provider;
  return async (method, params) => send.call(provider, method, [...params]);
}
