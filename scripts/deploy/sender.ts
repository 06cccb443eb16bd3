import { PeersealError } from "@peerseal/sdk";
import { keccak256, type Wallet } from "ethers";
import { z } from "zod";
import { RpcError } from "../local-chain/rpc-error.ts";
import type { Plan } from "./plan.ts";
import { keepSent } from "./record.ts";
import { askNumber, type Rpc } from "./rpc.ts";

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/i)
  .transform((text) => BigInt(text));

/** A transaction as Ignition asks for it. */
const Asked = z.object({
  data: z.string(),
  nonce: quantity,
  gas: quantity,
  gasPrice: quantity.optional(),
  maxFeePerGas: quantity.optional(),
  maxPriorityFeePerGas: quantity.optional(),
});

export type SenderOptions = {
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly deployer: Wallet;
  readonly firstNonce: number;
  readonly plan: Plan;
  /** Where signed transactions are kept. */
  readonly folder: string;
  readonly tell: (line: string) => void;
};

/**
 * A chain that takes the transactions of one plan only: each nonce its own contract. It signs, keeps and then sends
 * them; everything else is passed on.
 */
export function openSender(options: SenderOptions) {
  const { rpc, chainId, deployer, firstNonce, plan, folder, tell } = options;
  return {
    request: async ({
      method,
      params = [],
    }: {
      readonly method: string;
      readonly params?: readonly unknown[] | object;
    }) => {
      const list = Array.isArray(params) ? params : [];
      if (method === "eth_accounts") return [deployer.address];
      if (method !== "eth_sendTransaction") return rpc.request(method, list);
      const { data, nonce, gas, ...fees } = Asked.parse(list[0]);
      const at = Number(nonce);
      const contract = plan.contracts[at - firstNonce];
      if (contract === undefined || contract.data !== data) throw interleaved(deployer.address, at, contract?.name);
      const prices = Object.fromEntries(Object.entries(fees).filter(([, price]) => price !== undefined));
      const raw = await deployer.signTransaction({ chainId, data, nonce: at, gasLimit: gas, ...prices });
      // A crash after this line: the next run sends the same bytes again.
      keepSent(folder, { nonce: at, hash: keccak256(raw), raw });
      tell(`sending ${contract.name} to ${contract.address}`);
      return rpc.request("eth_sendRawTransaction", [raw]);
    },
  };
}

/** Sends again what was signed already; that the chain knows it is as good. */
export async function sendAgain(rpc: Rpc, raw: string): Promise<void> {
  try {
    await rpc.request("eth_sendRawTransaction", [raw]);
  } catch (error) {
    const isKnown = error instanceof RpcError && /known|already|imported|nonce too low/i.test(error.message);
    if (!isKnown) throw error;
  }
}

/**
 * How many contracts of the plan are on the chain, each where it was to be.
 *
 * @throws PeersealError `config-invalid` where the account sent anything else.
 */
export async function countDeployed(
  options: Pick<SenderOptions, "rpc" | "firstNonce" | "plan"> & { account: string },
): Promise<number> {
  const { rpc, firstNonce, plan, account } = options;
  const nonce = Number(await askNumber(rpc, "eth_getTransactionCount", [account, "latest"]));
  const used = Math.min(nonce - firstNonce, plan.contracts.length);
  for (const [i, { name, address }] of plan.contracts.slice(0, Math.max(used, 0)).entries()) {
    if ((await rpc.request("eth_getCode", [address, "latest"])) === "0x") {
      throw interleaved(account, firstNonce + i, name);
    }
  }
  return Math.max(used, 0);
}

function interleaved(account: string, nonce: number, name: string | undefined): PeersealError {
  return new PeersealError(
    "config-invalid",
    `${account} used its nonce ${nonce} for something else than ${name ?? "this deployment"}, so the addresses that the contracts were told no longer hold: begin again with --fresh, by an account that does nothing else meanwhile.`,
    { details: { account, nonce } },
  );
}
