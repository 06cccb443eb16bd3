import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  type Call,
  connect,
  type Deployment,
  deployNetwork,
  type NetworkConnection,
  type NetworkDesign,
  parseAddress,
  type SignedAction,
  sendAction,
  sendCall,
  signAction,
} from "@peerseal/sdk";
import { JsonRpcProvider, Wallet } from "ethers";
import { LOCAL_CHAIN_ID, openLocalChain } from "../local-chain/local-chain.ts";

// Times, keys and so addresses and signatures are the same in every run: a zero byte of calldata costs less than others.
const START = 1_900_000_000;
/** Seconds, the same for both routes; the clock is moved by days. */
const PERIODS = { objection: 600, reveal: 40 * 86_400, reply: 600, appeal: 600 };

/** An account by a number of its own. */
export const walletOf = (n: number) => new Wallet(`0x${n.toString(16).padStart(64, "0")}`);

/** Pays for everything that is relayed. */
export const RELAYER = walletOf(1);
const GOVERNOR = walletOf(2);

/** A fresh network on a chain in a temporary folder, with a clock that only its user moves. */
export type Network = {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly deployment: Deployment;
  readonly connection: NetworkConnection;
  /** Unix seconds. */
  readonly clock: { now: number };
  readonly sign: <N extends ActionName>(
    signer: ActionSigner,
    name: N,
    message: ActionMessage<N>,
  ) => Promise<SignedAction<N>>;
  /** Signs an act, has it recorded by an account without authority, and gives the gas of the receipt. */
  readonly act: <N extends ActionName>(signer: ActionSigner, name: N, message: ActionMessage<N>) => Promise<number>;
  /** The same for a transaction that is made already. */
  readonly send: (call: Call) => Promise<number>;
  readonly close: () => Promise<void>;
};

export type NetworkOptions = Pick<NetworkDesign, "founders" | "rubrics"> & {
  /** Further accounts that own money. */
  readonly fund?: readonly Wallet[];
  /** Time of the first blocks, Unix seconds. */
  readonly start?: number;
  /** Prague has no precompile for P-256. */
  readonly hardfork?: "prague" | "osaka";
};

export async function openNetwork(options: NetworkOptions): Promise<Network> {
  const { founders = [], rubrics = [], hardfork = "osaka" } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-gas-"));
  const clock = { now: options.start ?? START };
  const fund = [RELAYER, ...(options.fund ?? [])].map(({ address }) => ({ address, wei: 10n ** 21n }));
  const chain = await openLocalChain({ dataDir, fund, hardfork, now: () => clock.now });
  const url = await chain.listen({ port: 0 });
  const provider = new JsonRpcProvider(url, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  const sender = RELAYER.connect(provider);
  const deployment = await deployNetwork({
    sender,
    chainId: LOCAL_CHAIN_ID,
    // What is measured asks governance for nothing.
    governance: { kind: "account", address: parseAddress(GOVERNOR.address) },
    founders,
    periods: { panel: PERIODS, rapid: PERIODS },
    rubrics,
  });
  const connection = await connect({ rpc: url, network: deployment.network });
  const sign: Network["sign"] = (signer, name, message) =>
    signAction(signer, connection, name, message, { deadline: clock.now + 86_400 });
  return {
    url,
    provider,
    deployment,
    connection,
    clock,
    sign,
    act: async (signer, name, message) => {
      // The generic type of one action stands for any of them.
      const signed = (await sign(signer, name, message)) as SignedAction;
      return Number((await sendAction(sender, connection, signed)).gasUsed);
    },
    send: async (call) => Number((await sendCall(sender, call)).gasUsed),
    close: async () => {
      connection.close();
      provider.destroy();
      await chain.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
