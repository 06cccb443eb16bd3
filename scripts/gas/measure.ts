import { measureBatches } from "./batches.ts";
import { measureLens } from "./lens.ts";
import { adminWallet, foundMembers, OWNER } from "./members.ts";
import { openNetwork } from "./network.ts";
import { measureRounds } from "./rounds.ts";
import type { GasTable } from "./rows.ts";

/** Runs every act on a fresh network and reads its gas; the same in every run of the same contracts. */
export async function measureGas(): Promise<GasTable> {
  const network = await openNetwork({ fund: [adminWallet(OWNER)] });
  try {
    const members = await foundMembers(network);
    const { gas, reviewed } = await measureRounds({ network, members });
    const deps = { network, version: reviewed };
    return { ...gas, ...(await measureBatches(deps)), ...(await measureLens(deps)) };
  } finally {
    await network.close();
  }
}
