import { join, resolve } from "node:path";
import { keccak256 } from "ethers/crypto";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { JournalHeader } from "./journal.ts";
import { RPC, RpcError, toRpcError } from "./rpc-error.ts";

/** Hardhat's chain inside this process, before any rule of ours: it would do anything it is asked. */
export type Node = {
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** A block as far as the journal needs it; `at` in seconds. */
export type Block = { readonly number: number; readonly hash: string; readonly at: number };

/** What a node starts from: the journal's header before the genesis hash is known. */
export type Genesis = Omit<JournalHeader, "genesisHash">;

const NETWORK = "local";

/** Starts an empty chain with the given genesis; the same genesis gives the same hashes for the same transactions. */
export async function startNode(genesis: Genesis): Promise<Node> {
  // Hardhat reports use to its makers from a terminal unless told not to; a local network talks to nobody.
  process.env.HARDHAT_DISABLE_TELEMETRY = "true";
  // Where there are no artifacts Hardhat does not rewrite errors into Solidity stack traces, and starts faster.
  const nowhere = join(import.meta.dirname, "no-artifacts");
  const hre = await createHardhatRuntimeEnvironment(
    {
      paths: { artifacts: nowhere, cache: nowhere },
      networks: {
        [NETWORK]: {
          type: "edr-simulated",
          chainType: "l1",
          chainId: genesis.chainId,
          hardfork: genesis.hardfork,
          initialBaseFeePerGas: BigInt(genesis.baseFeePerGas),
          blockGasLimit: BigInt(genesis.gasLimit),
          initialDate: new Date(genesis.initialAt * 1000),
          // A transaction that reverts is mined like on any chain; its receipt tells.
          throwOnTransactionFailures: false,
          accounts: [{ privateKey: genesis.salt, balance: 1n }],
        },
      },
    },
    {},
    resolve(import.meta.dirname, "../.."),
  );
  const connection = await hre.network.create({ network: NETWORK, chainType: "l1" });
  const request = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    try {
      return await connection.provider.request({ method, params: [...params] });
    } catch (error) {
      throw toRpcError(error);
    }
  };
  for (const { address, wei } of genesis.fund) {
    await request("hardhat_setBalance", [address, quantity(BigInt(wei))]);
  }
  return { request, close: () => connection.close() };
}

/** The block with this number or tag. */
export async function blockAt(node: Node, tag: string): Promise<Block> {
  const block = await node.request("eth_getBlockByNumber", [tag, false]);
  if (typeof block === "object" && block !== null && "number" in block && "hash" in block && "timestamp" in block) {
    const { number, hash, timestamp } = block;
    if (typeof hash === "string") return { number: Number(number), hash, at: Number(timestamp) };
  }
  throw new RpcError(RPC.internal, `The node gave no block ${tag}.`);
}

/** Sets the time of the next block, and of everything evaluated at `pending`. */
export async function setNextTime(node: Node, at: number): Promise<void> {
  await node.request("evm_setNextBlockTimestamp", [quantity(BigInt(at))]);
}

/**
 * Mines one raw transaction into a block of its own at the time set before.
 *
 * @returns the block and the transaction's hash.
 * @throws RpcError as the node gives it when it rejects the transaction; then nothing was mined and none waits.
 */
export async function mine(node: Node, parent: Block, raw: string): Promise<{ hash: string; block: Block }> {
  try {
    await node.request("eth_sendRawTransaction", [raw]);
  } catch (error) {
    const block = await blockAt(node, "latest");
    if (block.number === parent.number) {
      await node.request("hardhat_dropTransaction", [keccak256(raw)]).catch(() => undefined);
      throw error;
    }
  }
  const block = await blockAt(node, "latest");
  if (block.number !== parent.number + 1) throw new RpcError(RPC.internal, "The node mined no block of its own.");
  return { hash: keccak256(raw), block };
}

const quantity = (value: bigint) => `0x${value.toString(16)}`;
