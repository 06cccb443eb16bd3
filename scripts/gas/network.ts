import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  type Call,
  connect,
  type Deployment,
  deployNetwork,
  type NetworkConnection,
  type SignedAction,
  sendAction,
  sendCall,
  signAction,
} from "@peerseal/sdk";
import { JsonRpcProvider, Wallet } from "ethers";
import { LOCAL_CHAIN_ID, openLocalChain } from "../local-chain/local-chain.ts";

// Times, keys and so addresses and signatures are the same in every run: a zero byte of calldata costs less than others.
const START = 1_900_000_000;
export const REPLY_WINDOW = 600;

/** An account by a number of its own. */
export const walletOf = (n: number) => new Wallet(`0x${n.toString(16).padStart(64, "0")}`);

const RELAYER = walletOf(1);
const GOVERNOR = walletOf(2);

/** A fresh network on a chain in a temporary folder, with a clock that only its user moves. */
export type Network = {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly deployment: Deployment;
  readonly connection: NetworkConnection;
  readonly governance: ActionSigner;
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

/** @param options.fund further accounts that own money. @param options.start time of the first blocks, Unix seconds. */
export async function openNetwork(options: { fund?: readonly Wallet[]; start?: number } = {}): Promise<Network> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-gas-"));
  const clock = { now: options.start ?? START };
  const fund = [RELAYER, ...(options.fund ?? [])].map(({ address }) => ({ address, wei: 10n ** 21n }));
  const chain = await openLocalChain({ dataDir, fund, now: () => clock.now });
  const url = await chain.listen({ port: 0 });
  const provider = new JsonRpcProvider(url, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  const sender = RELAYER.connect(provider);
  const governance = accountSigner(GOVERNOR);
  const deployment = await deployNetwork({
    sender,
    chainId: LOCAL_CHAIN_ID,
    governance,
    replyWindow: REPLY_WINDOW,
    rapidReplyWindow: 60,
  });
  const connection = await connect({ rpc: url, network: deployment.network });
  const sign: Network["sign"] = (signer, name, message) =>
    signAction(signer, connection, name, message, { deadline: clock.now + 86_400 });
  return {
    url,
    provider,
    deployment,
    connection,
    governance,
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
