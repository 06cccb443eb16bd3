import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  connect,
  type Deployment,
  deployNetwork,
  generatePasskey,
  type NetworkConnection,
  passkeySigner,
  type SignedAction,
  sendAction,
  signAction,
} from "@peerseal/sdk";
import { JsonRpcProvider, Wallet } from "ethers";
import { openLocalChain } from "../../scripts/local-chain/local-chain.ts";

export const START = 1_900_000_000;
export const REPLY_WINDOW = 600;
export const OBJECTION_PERIOD = 60;
export const PERIODS = {
  panel: { objection: OBJECTION_PERIOD, reveal: 3_600, reply: REPLY_WINDOW, appeal: 86_400 },
  rapid: { objection: 10, reveal: 600, reply: 60, appeal: 3_600 },
} as const;
const CHAIN_ID = 31337;

const relayer = new Wallet(`0x${"21".repeat(32)}`);
const governor = new Wallet(`0x${"22".repeat(32)}`);

/** An account by a number of its own. */
export const wallet = (n: number) => new Wallet(`0x${n.toString(16).padStart(64, "0")}`);

/** A fresh network on a chain of its own, over HTTP, with a clock that the test moves. */
export type World = {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly sender: Wallet;
  readonly deployment: Deployment;
  readonly connection: NetworkConnection;
  readonly governance: ActionSigner;
  readonly clock: { now: number };
  readonly passkey: () => Promise<ActionSigner>;
  readonly sign: <N extends ActionName>(
    signer: ActionSigner,
    name: N,
    message: ActionMessage<N>,
    deadline?: number,
  ) => Promise<SignedAction<N>>;
  /** Signs and records, and gives the time of the block. */
  readonly act: <N extends ActionName>(signer: ActionSigner, name: N, message: ActionMessage<N>) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** @param start time of the first blocks, Unix seconds. */
export async function openWorld(start = START): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-world-"));
  const clock = { now: start };
  const fund = [{ address: relayer.address, wei: 10n ** 21n }];
  const chain = await openLocalChain({ dataDir, fund, now: () => clock.now });
  const url = await chain.listen({ port: 0 });
  const provider = new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  const sender = relayer.connect(provider);
  const governance = accountSigner(governor);
  const deployment = await deployNetwork({
    sender,
    chainId: CHAIN_ID,
    governance: { kind: "account", address: governance.bytes },
    periods: PERIODS,
  });
  const connection = await connect({ rpc: url, network: deployment.network });
  const sign: World["sign"] = (signer, name, message, deadline = clock.now + 86_400) =>
    signAction(signer, connection, name, message, { deadline });
  return {
    url,
    provider,
    sender,
    deployment,
    connection,
    governance,
    clock,
    sign,
    passkey: async () =>
      passkeySigner(deployment.contracts.verifier, await generatePasskey({ origin: "https://peerseal.example" })),
    act: async (signer, name, message) => {
      // The generic type of one action stands for any of them.
      const receipt = await sendAction(sender, connection, (await sign(signer, name, message)) as SignedAction);
      return (await connection.block(receipt.blockNumber)).time;
    },
    close: async () => {
      connection.close();
      provider.destroy();
      await chain.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One call as EIP-1193 has it, with its parameters as a list. */
export type Call = { readonly method: string; readonly params: readonly unknown[] };

/** The world's chain as an EIP-1193 provider whose every call goes through `change` first. */
export function wrapped(world: World, change: (call: Call, pass: (call: Call) => Promise<unknown>) => unknown) {
  const pass = ({ method, params }: Call): Promise<unknown> => world.provider.send(method, [...params]);
  return {
    request: async ({ method, params }: { method: string; params?: readonly unknown[] | object }) =>
      change({ method, params: Array.isArray(params) ? params : [] }, pass),
  };
}
