import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  type Client,
  type Document,
  type NetworkFile,
  PeersealError,
  type SignedAction,
  signAction,
} from "@peerseal/sdk";
import { LOCAL_CHAIN_ID } from "../local-chain/local-chain.ts";
import type { DemoKeys } from "./keys.ts";

const HOUR = 3_600;
const PATIENCE_MS = 60_000;
const POLL_MS = 200;

/** What a demo person needs to act through a registry: its address, the network, and keys. */
export type Stage = {
  readonly client: Client;
  readonly contracts: NetworkFile["contracts"];
  readonly keys: DemoKeys;
  /** Unix seconds. */
  readonly now: () => number;
};

/**
 * Signs an act here and lets the registry relay it; resolves once the registry has followed its block.
 *
 * @returns the block.
 * @throws PeersealError the contract's refusal under its own name, or what the registry says.
 */
export async function act<N extends ActionName>(
  { client, contracts, now }: Stage,
  signer: ActionSigner,
  name: N,
  message: ActionMessage<N>,
  document?: Document,
): Promise<number | null> {
  const network = { chainId: LOCAL_CHAIN_ID, contracts };
  const signed = await signAction(signer, network, name, message, { deadline: now() + HOUR });
  // The compiler cannot see that an action of one name is one of all actions.
  const relay = await client.actions.send(signed as SignedAction, document);
  return (await client.actions.recorded(relay)).block;
}

/**
 * Does something again until the contract agrees that it is time.
 *
 * @param early told once, when it is too early.
 * @throws PeersealError `Round_TooEarly` after a minute; any other refusal at once.
 */
export async function onceItIsTime<T>(what: () => Promise<T>, early: () => void = () => undefined): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (let isTold = false; ; isTold = true) {
    try {
      return await what();
    } catch (error) {
      const isEarly = error instanceof PeersealError && error.code === "Round_TooEarly";
      if (!isEarly || Date.now() > end) throw error;
    }
    if (!isTold) early();
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

export const officerOf = ({ keys }: Stage, institution: number): ActionSigner =>
  accountSigner(keys.officer(institution));
