import type { ContractName } from "../core/actions.js";
import { PeersealError } from "../core/errors.js";
import { parseAddress, parseNetworkId } from "../core/ids.js";
import type { Address, NetworkId } from "../core/types.js";
import { INTERFACES } from "./abi.js";
import { openRpc, type Rpc, type RpcSource } from "./rpc.js";

const TIMEOUT_MS = 10_000;

/** Where the contracts of a network are; institutions, courses and credentials may be at one address. */
export type NetworkContracts = {
  readonly chainId: number;
  readonly contracts: Readonly<Record<ContractName, Address>>;
};

/** A network that was found, by an endpoint that serves its chain. */
export type NetworkConnection = NetworkContracts & Omit<Rpc, "askChainId"> & { readonly network: NetworkId };

/** Which network, and by which endpoint. */
export type ConnectOptions = {
  readonly rpc: RpcSource;
  readonly network: NetworkId;
  /** For each answer of the endpoint; 10 seconds unless given. */
  readonly timeoutMs?: number;
};

/**
 * Finds a network: checks that the endpoint serves its chain and that its directory is there. `close` what it returns.
 *
 * @throws PeersealError `chain-unreachable`, `chain-wrong`, `network-missing`.
 */
export async function connect(options: ConnectOptions): Promise<NetworkConnection> {
  const { id, chainId, directory } = parseNetworkId(options.network);
  const rpc = openRpc(options.rpc, { chainId, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  try {
    // Asked at the same time: what the one says decides whether the other counts.
    const contracts = contractsOf(rpc, id, directory);
    contracts.catch(() => undefined);
    const actual = await rpc.askChainId();
    if (actual !== chainId) {
      throw new PeersealError("chain-wrong", `${rpc.source} serves chain ${actual}, the network is on ${chainId}.`, {
        details: { source: rpc.source, expected: chainId, actual },
      });
    }
    return { ...rpc, network: id, chainId, contracts: await contracts };
  } catch (error) {
    rpc.close();
    throw error;
  }
}

async function contractsOf(rpc: Rpc, network: NetworkId, directory: Address): Promise<NetworkContracts["contracts"]> {
  try {
    const answer = await rpc.call(directory, INTERFACES.directory.encodeFunctionData("registries"), "latest");
    const [found] = INTERFACES.directory.decodeFunctionResult("registries", answer);
    return {
      directory,
      institutions: parseAddress(found.institutions),
      courses: parseAddress(found.courses),
      rubrics: parseAddress(found.rubrics),
      rounds: parseAddress(found.rounds),
      credentials: parseAddress(found.credentials),
      followUps: parseAddress(found.followUps),
    };
  } catch (cause) {
    if (cause instanceof PeersealError && cause.code === "chain-unreachable") throw cause;
    throw new PeersealError("network-missing", `There is no network at ${directory} on this chain.`, {
      details: { network, source: rpc.source },
      cause,
    });
  }
}
