import { type Hex, PeersealError } from "@peerseal/sdk";
import type { BlockRef } from "../store/blocks.js";
import type { ChainSource, FoundEvent, Stretch, StretchOptions } from "./source.js";

/** Newest blocks taken in one step. */
const NEWEST = 16;

export type CollectDeps = {
  readonly source: ChainSource;
  /** The registries and the directory. */
  readonly registries: readonly Hex[];
  /** Block of the network's deployment. */
  readonly firstBlock: number;
};

/** The chain moved while it was read; the next attempt sees it as it is then. */
export class ChainMoved extends Error {}

/**
 * Reads a few blocks that may still change, each by its hash.
 *
 * @param policies policies that the directory ever listed, as far as is indexed.
 * @throws ChainMoved
 */
export async function collectNewest(
  deps: CollectDeps,
  after: BlockRef,
  latest: number,
  policies: readonly Hex[],
): Promise<Stretch> {
  const from = after.number + 1;
  const to = Math.min(latest, from + NEWEST - 1);
  const stretch = await deps.source.stretch(from, to, [...deps.registries, ...policies], { isFinal: false });
  requireAfter(after, stretch);
  return (await withNewPolicies(deps, stretch, policies, { isFinal: false })).stretch;
}

/** @throws ChainMoved where the stretch does not follow the block. */
export function requireAfter(after: BlockRef, { first }: Stretch): void {
  if (first.parentHash !== after.hash) throw new ChainMoved(`Block ${first.number} has another parent.`);
}

/**
 * Adds what policies decided that are listed in this stretch: decisions given before count from the listing on.
 *
 * @returns the policies known now, too.
 * @throws ChainMoved
 */
export async function withNewPolicies(
  deps: CollectDeps,
  stretch: Stretch,
  policies: readonly Hex[],
  options: StretchOptions,
): Promise<{ readonly stretch: Stretch; readonly policies: readonly Hex[] }> {
  const fresh = newPolicies(stretch.events, policies);
  if (fresh.length === 0) return { stretch, policies };
  const { source, registries, firstBlock } = deps;
  const { number: from, hash } = stretch.first;
  const all = [...policies, ...fresh];
  const whole = await source.stretch(from, stretch.head.number, [...registries, ...all], options);
  if (whole.first.hash !== hash || whole.head.hash !== stretch.head.hash) throw new ChainMoved("The stretch changed.");
  const earlier: Stretch[] = [];
  for (let at = firstBlock; at < from; ) {
    const to = Math.min(at + source.rangeBlocks(), from) - 1;
    earlier.push(await source.stretch(at, to, fresh, { isFinal: true }));
    at = to + 1;
  }
  const before = earlier.at(-1);
  if (before !== undefined && before.head.hash !== whole.first.parentHash) throw new ChainMoved("The past changed.");
  // Of the past only blocks with decisions are of use.
  const events = earlier.flatMap((past) => past.events);
  const holding = new Set(events.map(({ place }) => place.blockNumber));
  const blocks = earlier.flatMap((past) => past.blocks.filter((block) => holding.has(block.number)));
  return {
    stretch: { ...whole, blocks: [...blocks, ...whole.blocks], events: [...events, ...whole.events] },
    policies: all,
  };
}

function newPolicies(events: readonly FoundEvent[], known: readonly Hex[]): readonly Hex[] {
  const listed = events.flatMap(({ event }) => (event.event === "PolicyListed" ? [event.args.policy] : []));
  return [...new Set(listed)].filter((policy) => !known.includes(policy));
}

/** What stands before the first block of the network. */
export async function startingPoint(deps: CollectDeps): Promise<BlockRef> {
  const first = await deps.source.block(deps.firstBlock);
  if (first === null) {
    throw new PeersealError("chain-wrong", `The chain ends before block ${deps.firstBlock}, where the network began.`, {
      details: { firstBlock: deps.firstBlock },
    });
  }
  return { number: first.number - 1, hash: first.parentHash };
}
