import { parseNetworkId } from "@peerseal/sdk";
import { JsonRpcProvider, type Wallet } from "ethers";
import { walletOf } from "./stack.keys.ts";
import type { Stack } from "./stack.ts";

/** What a test does on the chain past the registry, with the key that pays for the registry's transactions. */
export type Money = {
  /** Takes all money from whoever pays: nothing can be sent until it is given back. */
  readonly take: () => Promise<void>;
  readonly giveBack: () => Promise<void>;
  /** Adds blocks until the newest is so late, Unix seconds. Each block is at least a second later than the one before. */
  readonly waitUntil: (time: number) => Promise<void>;
  readonly close: () => void;
};

const PRICE = 10n ** 10n;
const GAS = 21_000n;

export function openMoney({ rpc, network }: Stack): Money {
  const { chainId } = parseNetworkId(network);
  const provider = new JsonRpcProvider(rpc, chainId, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  const [payer, keeper] = [walletOf("relayer").connect(provider), walletOf("keeper").connect(provider)];
  const pay = async (from: Wallet, to: Wallet, value: bigint) => {
    const fees = { gasLimit: GAS, maxFeePerGas: PRICE, maxPriorityFeePerGas: PRICE };
    await (await from.sendTransaction({ to: to.address, value, ...fees })).wait();
  };
  const moveAll = async (from: Wallet, to: Wallet) =>
    pay(from, to, (await provider.getBalance(from.address)) - GAS * PRICE);
  return {
    take: () => moveAll(payer, keeper),
    giveBack: () => moveAll(keeper, payer),
    waitUntil: async (time) => {
      while (((await provider.getBlock("latest"))?.timestamp ?? 0) < time) await pay(payer, payer, 0n);
    },
    close: () => provider.destroy(),
  };
}
