import type { BatchFacts } from "../core/judge/evidence.js";
import type { NetworkConnection } from "./connect.js";
import { readStatusBits } from "./read.js";

type Block = { readonly number: number; readonly time: number };

/** Status bits of a credential in an earlier block; null where the endpoint keeps no state of that block. */
export async function statusBitsAt(
  connection: Pick<NetworkConnection, "call" | "contracts">,
  { institution, number, index }: Pick<BatchFacts, "institution" | "number" | "index">,
  block: number,
): Promise<number | null> {
  try {
    return await readStatusBits(connection, institution, number, index, { tag: block });
  } catch {
    // No archive, no network there yet, or a failure meanwhile: what is not known is not guessed.
    return null;
  }
}

/** The last block with a time of at most `at`, up to `head`; null: the chain began later. */
export async function blockAtOrBefore(
  chain: Pick<NetworkConnection, "block">,
  at: number,
  head: Block,
): Promise<Block | null> {
  if (head.time <= at) return head;
  let found: Block | null = null;
  let after = head.number;
  while (after - (found?.number ?? -1) > 1) {
    const middle = await chain.block(Math.floor(((found?.number ?? -1) + after) / 2));
    if (middle.time <= at) found = middle;
    else after = middle.number;
  }
  return found;
}
