import { type TransactionRequest, Wallet } from "ethers";
import type { RegistryPlan } from "../../../test/e2e/relaying.world.ts";
import { askerOf } from "../json-rpc.ts";
import type { World } from "../world.ts";

/** Faults that can be planted, to see that the checks find them. */
export const PLANTS = ["broadcast-before-store"] as const;

/** A relayer that sends what it signs at once, before anybody could store it. */
class Hasty extends Wallet {
  readonly #rpc: string;

  constructor(privateKey: string, rpc: string) {
    super(privateKey);
    this.#rpc = rpc;
  }

  override async signTransaction(transaction: TransactionRequest): Promise<string> {
    const raw = await super.signTransaction(transaction);
    const { ask, close } = askerOf(this.#rpc);
    // What the chain has against it is told when it is sent in its turn.
    await ask("eth_sendRawTransaction", [raw]).catch(() => undefined);
    close();
    return raw;
  }
}

/** Keys by which a registry broadcasts before it stores. */
export function plantedKeys({ door }: World): NonNullable<RegistryPlan["keys"]> {
  return (read) => ({
    ...read,
    relayer: read.relayer === null ? null : new Hasty(read.relayer.privateKey, door.url),
  });
}
