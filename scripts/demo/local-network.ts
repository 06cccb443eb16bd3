import { type Deployment, type NetworkFile, PeersealError } from "@peerseal/sdk";
import { type LocalChain, openLocalChain, removeLocalChain } from "../local-chain/local-chain.ts";
import { isSeeded, markSeeded, readNetworkFile, writeNetworkFile } from "./folder.ts";
import { createDemoKeys } from "./keys.ts";
import { PROPOSER } from "./proposals.ts";
import { wipe } from "./wipe.ts";

/** What the relayer owns from the first block on; gas is all that it pays. */
const RELAYER_WEI = 10n ** 24n;
/** Proposing is the one act that nobody can carry for another. */
const PROPOSER_WEI = 10n ** 21n;

/** Tells a person what goes on. */
export type Telling = {
  /** A stage begins. */
  readonly stage: (what: string) => void;
  /** Inside a stage. */
  readonly progress: (done: number, of: number) => void;
};

export type LocalNetworkOptions = {
  readonly dataDir: string;
  /** 0: any free port. */
  readonly chainPort: number;
  /** Only the chain: a network must be there already. */
  readonly mustExist: boolean;
  /** Gives up between two steps. */
  readonly signal: AbortSignal;
};

/** The chain of a data folder with its door open, and the network on it. */
export type LocalNetwork = {
  readonly file: NetworkFile;
  /** Writes the registry's address into `network.json`. */
  readonly announce: (api: string) => void;
  readonly close: () => Promise<void>;
};

/**
 * Opens the network of a data folder; where none was made to its end, makes the demo network first.
 *
 * @throws PeersealError `data-locked`, `chain-data-corrupt`, `disk-full`, `port-taken`, `config-invalid`.
 */
export async function openLocalNetwork(telling: Telling, options: LocalNetworkOptions): Promise<LocalNetwork> {
  const { dataDir, chainPort, mustExist, signal } = options;
  const known = isSeeded(dataDir) ? readNetworkFile(dataDir) : null;
  if (known === null && mustExist) {
    throw new PeersealError("config-invalid", `${dataDir} holds no network: make one with npm start.`);
  }
  const { chain, deployment } = known === null ? await make(telling, dataDir, signal) : await reopen(dataDir, known);
  try {
    signal.throwIfAborted();
    const rpc = await chain.listen({ port: chainPort });
    const { network, contracts, deployedAtBlock } = deployment;
    const file: NetworkFile = {
      schema: "peerseal.network-file/1",
      network,
      rpc,
      genesis: `0x${chain.genesisHash.slice(2)}`,
      contracts,
      deployedAtBlock,
    };
    writeNetworkFile(dataDir, file);
    if (known === null) markSeeded(dataDir);
    return { file, announce: (api) => writeNetworkFile(dataDir, { ...file, api }), close: chain.close };
  } catch (error) {
    await chain.close();
    throw error;
  }
}

type Opened = {
  readonly chain: LocalChain;
  readonly deployment: Pick<Deployment, "network" | "deployedAtBlock"> & Pick<NetworkFile, "contracts">;
};

/** What a start that was cut off has left is taken away first. */
async function make(telling: Telling, dataDir: string, signal: AbortSignal): Promise<Opened> {
  await wipe(dataDir);
  telling.stage("making the demo network: 8 institutions, 24 courses, their reviews and credentials");
  const { seedNetwork } = await import("./seed.ts");
  const keys = createDemoKeys(dataDir);
  const fund = [
    { address: keys.relayer.address, wei: RELAYER_WEI },
    { address: keys.officer(PROPOSER).address, wei: PROPOSER_WEI },
  ];
  const chain = await openLocalChain({ dataDir, fund });
  try {
    const progress = (done: number, of: number) => {
      signal.throwIfAborted();
      telling.progress(done, of);
    };
    return { chain, deployment: await seedNetwork({ chain, keys, progress }, dataDir) };
  } catch (error) {
    await chain.close();
    throw error;
  }
}

async function reopen(dataDir: string, known: NetworkFile): Promise<Opened> {
  const chain = await openLocalChain({ dataDir });
  if (chain.genesisHash === known.genesis) return { chain, deployment: known };
  await chain.close();
  if (chain.created) await removeLocalChain(dataDir);
  throw new PeersealError("chain-data-corrupt", `The chain in ${dataDir} is not the one that its network lives on.`, {
    details: { expected: known.genesis, actual: chain.created ? null : chain.genesisHash },
  });
}
