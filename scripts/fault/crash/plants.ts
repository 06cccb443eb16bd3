import type { TransactionSigner } from "../../../packages/registry-api/dist/anchoring/deps.js";
import type { RegistryPlan } from "../../../test/e2e/relaying.world.ts";
import { askerOf } from "../json-rpc.ts";
import type { World } from "../world.ts";

/** Faults that can be planted, to see that the checks find them. */
export const PLANTS = ["broadcast-before-store"] as const;

/** A signer that sends what it signs at once, before anybody could store it. */
function hasty(signer: TransactionSigner, rpc: string): TransactionSigner {
  return {
    address: signer.address,
    signTransaction: async (transaction) => {
      const raw = await signer.signTransaction(transaction);
      const { ask, close } = askerOf(rpc);
      // What the chain has against it is told when it is sent in its turn.
      await ask("eth_sendRawTransaction", [raw]).catch(() => undefined);
      close();
      return raw;
    },
  };
}

/** Keys by which a registry broadcasts before it stores. */
export function plantedKeys({ door }: World): NonNullable<RegistryPlan["keys"]> {
  return (read) => ({ ...read, relayer: read.relayer === null ? null : hasty(read.relayer, door.url) });
}
