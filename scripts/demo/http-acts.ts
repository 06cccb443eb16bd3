import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  accountSigner,
  type Client,
  type Document,
  type NetworkFile,
  type SignedAction,
  signAction,
} from "@peerseal/sdk";
import { LOCAL_CHAIN_ID } from "../local-chain/local-chain.ts";
import type { DemoKeys } from "./keys.ts";

const HOUR = 3_600;

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

export const officerOf = ({ keys }: Stage, institution: number): ActionSigner =>
  accountSigner(keys.officer(institution));
