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

/** Anchors many in one transaction, each by a signature of its own. */
export async function anchorMany({ network, version }: Deps, numbers: readonly number[]): Promise<number> {
  const signed = await Promise.all(numbers.map((n) => network.sign(adminOf(OWNER), "Anchor", anchorOf(version, n))));
  return network.send(encodeActions(network.connection, signed));
}

/** Anchors many of one institution by one signature. */
export async function anchorBatches({ network, version }: Deps, numbers: readonly number[]): Promise<number> {
  const batches = numbers.map((n) => {
    const { institution, ...batch } = anchorOf(version, n);
    return batch;
  });
  return network.act(adminOf(OWNER), "AnchorBatches", { institution: OWNER, batches });
}

/** What batches and their status cost. Uses the batch numbers 0 to 49. */
export async function measureBatches(deps: Deps) {
  const { network, version } = deps;
  const owner = adminOf(OWNER);
  const ten = (from: number) => Array.from({ length: 10 }, (_, i) => from + i);
  const anchor = await network.act(owner, "Anchor", anchorOf(version, 0));
  const anchorTen = await anchorBatches(deps, ten(10));
  const anchorTenSigned = await anchorMany(deps, ten(30));
  const spread = Array.from({ length: 100 }, (_, i) => i * 10);
  return {
    anchor,
    anchorTen,
    anchorTenSigned,
    revokeFirst: await network.act(owner, "SetStatusOf", revocationOf(0, 7)),
    revokeFurther: await network.act(owner, "SetStatusOf", revocationOf(0, 8)),
    revokeHundred: await network.act(owner, "SetStatus", revocation(10, spread)),
    anchorDirect: await direct(network, "Anchor", anchorOf(version, 20)),
    revokeFirstDirect: await direct(network, "SetStatusOf", revocationOf(20, 7)),
    revokeFurtherDirect: await direct(network, "SetStatusOf", revocationOf(20, 8)),
  };
}

const REVOKE = 1;

function revocationOf(n: number, index: number): ActionMessage<"SetStatusOf"> {
  return { institution: OWNER, number: NUMBER + n, index, action: REVOKE, nonce: "0" };
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
    action: REVOKE,
    words: [...masks.keys()],
    masks: [...masks.values()].map(String),
    nonce: "0",
  };
}
