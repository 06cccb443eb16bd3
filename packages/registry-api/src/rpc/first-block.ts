import type { Caller } from "./endpoint.js";
import { RpcFault } from "./fault.js";
import { numberOf } from "./identity.js";

/**
 * The first block in which one of these contracts is there: nothing of them is older. Looks for it by halves, for which
 * the endpoint must know the code at old blocks.
 *
 * @returns null where it knows old blocks no more.
 * @throws RpcFault
 */
export async function findFirstBlock(caller: Caller, addresses: readonly string[]): Promise<number | null> {
  const latest = numberOf(await caller.call("eth_blockNumber", []), "newest block");
  try {
    let first = latest;
    for (const address of addresses) first = await firstOf(caller, address, first);
    return first;
  } catch (error) {
    if (error instanceof RpcFault && error.kind === "refused") return null;
    throw error;
  }
}

/** The first block up to `known` with code at the address; `known` itself where there is none before. */
async function firstOf(caller: Caller, address: string, known: number): Promise<number> {
  const isThere = async (block: number) => {
    const code = await caller.call("eth_getCode", [address, `0x${block.toString(16)}`]);
    if (typeof code !== "string" || !code.startsWith("0x")) throw new RpcFault("malformed", "Code is no text.");
    return code !== "0x";
  };
  let [without, within] = [-1, known];
  // What is younger than what was found already does not bring the first block forward.
  if (known > 0 && !(await isThere(known - 1))) return known;
  while (within - without > 1) {
    const middle = Math.floor((without + within) / 2);
    if (await isThere(middle)) within = middle;
    else without = middle;
  }
  return within;
}
