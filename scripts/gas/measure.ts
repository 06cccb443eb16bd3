import { measureBatches } from "./batches.ts";
import { measureLens } from "./lens.ts";
import { adminWallet, FOUNDING, foundMembers, OWNER } from "./members.ts";
import { openNetwork, RELAYER, walletOf } from "./network.ts";
import { type EasTable, measureEas } from "./peers/eas.ts";
import { measureRounds, reviewByPasskey } from "./rounds.ts";
import type { GasTable } from "./rows.ts";

/** Runs every act on a fresh network and reads its gas; the same in every run of the same contracts. */
export async function measureGas(): Promise<GasTable> {
  const { gas } = await measure(async () => null);
  return gas;
}

/** The same, and the peers' published contracts on the same chain: they must be installed. */
export async function measureGasAndPeers(): Promise<{ readonly gas: GasTable; readonly eas: EasTable }> {
  const attesters = Array.from({ length: 10 }, (_, i) => walletOf(400 + i));
  const { gas, more } = await measure(
    ({ provider, clock }) => measureEas({ provider, relayer: RELAYER, attesters, deadline: clock.now + 86_400 }),
    attesters.slice(0, 1),
  );
  return { gas, eas: more };
}

type Opened = Awaited<ReturnType<typeof openNetwork>>;

async function measure<T>(
  after: (network: Opened) => Promise<T>,
  fund: Parameters<typeof openNetwork>[0]["fund"] = [],
) {
  const network = await openNetwork({ ...FOUNDING, fund: [adminWallet(OWNER), ...fund] });
  try {
    const members = await foundMembers(network);
    const { gas, reviewed } = await measureRounds({ network, members });
    const deps = { network, version: reviewed };
    const batches = await measureBatches(deps);
    const lens = await measureLens(deps);
    const reviewByPasskeyInSolidity = await withoutPrecompile();
    return { gas: { ...gas, ...batches, ...lens, reviewByPasskeyInSolidity }, more: await after(network) };
  } finally {
    await network.close();
  }
}

/** A passkey on a chain that cannot check P-256 itself: the verifier's Solidity does. */
async function withoutPrecompile(): Promise<number> {
  const network = await openNetwork({ ...FOUNDING, hardfork: "prague" });
  try {
    return await reviewByPasskey({ network, members: await foundMembers(network) });
  } finally {
    await network.close();
  }
}
