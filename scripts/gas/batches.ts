import {
  type ActionMessage,
  type ActionName,
  encodeAction,
  encodeActions,
  parseSignedAction,
  type VersionId,
} from "@peerseal/sdk";
import { adminOf, adminWallet, digestFor, OWNER } from "./members.ts";
import type { Network } from "./network.ts";

/** Credentials of every batch here. */
export const SIZE = 1_000;
/** Batch numbers are drawn from 52 bits: these have as many. */
const NUMBER = 3_141_592_653_589_793;

type Deps = { readonly network: Network; readonly version: VersionId };

/** A batch to anchor; gas depends on no more of the root than its bytes. */
export function anchorOf(version: VersionId, n: number): ActionMessage<"Anchor"> {
  return {
    institution: OWNER,
    number: NUMBER + n,
    root: digestFor(`root ${n}`),
    size: SIZE,
    courseVersion: version,
  };
}

/** Anchors many in one transaction. */
export async function anchorMany({ network, version }: Deps, numbers: readonly number[]): Promise<number> {
  const signed = await Promise.all(numbers.map((n) => network.sign(adminOf(OWNER), "Anchor", anchorOf(version, n))));
  return network.send(encodeActions(network.connection, signed));
}

/** What batches and their status cost. Uses the batch numbers 0 to 29. */
export async function measureBatches(deps: Deps) {
  const { network, version } = deps;
  const owner = adminOf(OWNER);
  const relayed = (n: number, indexes: readonly number[]) => network.act(owner, "SetStatus", revocation(n, indexes));
  const anchor = await network.act(owner, "Anchor", anchorOf(version, 0));
  const anchorTen = await anchorMany(
    deps,
    Array.from({ length: 10 }, (_, i) => 10 + i),
  );
  const spread = Array.from({ length: 100 }, (_, i) => i * 10);
  return {
    anchor,
    anchorTen,
    revokeFirst: await relayed(0, [7]),
    revokeFurther: await relayed(0, [8]),
    revokeHundred: await relayed(10, spread),
    anchorDirect: await direct(network, "Anchor", anchorOf(version, 20)),
    revokeFirstDirect: await direct(network, "SetStatus", revocation(20, [7])),
    revokeFurtherDirect: await direct(network, "SetStatus", revocation(20, [8])),
  };
}

/** Sends an act by the account that it is of, without a signature beside the transaction's. */
async function direct<N extends ActionName>(network: Network, action: N, message: ActionMessage<N>): Promise<number> {
  const authorization = { signer: adminOf(OWNER).bytes, deadline: network.clock.now + 86_400, signature: "0x" };
  const unsigned = parseSignedAction({ action, message, authorization });
  const { to, data } = encodeAction(network.connection, unsigned);
  const response = await adminWallet(OWNER).connect(network.provider).sendTransaction({ to, data });
  const receipt = await response.wait();
  if (receipt === null) throw new Error("The transaction was not recorded.");
  return Number(receipt.gasUsed);
}

function revocation(n: number, indexes: readonly number[]): ActionMessage<"SetStatus"> {
  const masks = new Map<number, bigint>();
  for (const index of indexes) masks.set(index >> 8, (masks.get(index >> 8) ?? 0n) | (1n << BigInt(index & 255)));
  return {
    institution: OWNER,
    number: NUMBER + n,
    action: 1,
    words: [...masks.keys()],
    masks: [...masks.values()].map(String),
    nonce: "0",
  };
}
