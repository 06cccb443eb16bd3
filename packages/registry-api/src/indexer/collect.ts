import { type Hex, PeersealError } from "@peerseal/sdk";
import type { BlockRef, BlockRow } from "../store/blocks.js";
import type { ChainSource, FoundEvent } from "./source.js";

/** Blocks asked for at once. */
const RANGE = 2_000;
const AT_ONCE = 8;

/** A stretch of the chain that follows the indexed head: its last block, its blocks with events, and those. */
export type Stretch = {
  readonly head: BlockRow;
  readonly blocks: readonly BlockRow[];
  readonly events: readonly FoundEvent[];
};

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
 * Reads what follows `after`, up to a range of final blocks, which cannot change, or a few newer ones block by block,
 * each held to its parent.
 *
 * @param policies policies that the directory ever listed, as far as is indexed.
 * @throws ChainMoved
 */
export async function collect(
  deps: CollectDeps,
  after: BlockRef,
  until: { readonly latest: number; readonly final: number },
  policies: readonly Hex[],
): Promise<Stretch> {
  const from = after.number + 1;
  const to = from <= until.final ? Math.min(from + RANGE - 1, until.final) : from;
  const first = await blockAt(deps.source, from);
  if (first.parentHash !== after.hash) throw new ChainMoved(`Block ${from} has another parent.`);
  const head = to === from ? first : await blockAt(deps.source, to);
  const range = to === from ? { blockHash: first.hash } : { from, to };

  const known = [...deps.registries, ...policies];
  let events = await deps.source.events(range, known);
  const fresh = newPolicies(events, policies);
  if (fresh.length > 0) {
    // Decisions that a policy gave before it was listed count from its listing on: fetch them all.
    const earlier = await eventsOf(deps, fresh, from - 1);
    events = [...earlier, ...(await deps.source.events(range, [...known, ...fresh]))];
  }
  return { head, blocks: await blocksOf(deps.source, [first, head], events), events };
}

function newPolicies(events: readonly FoundEvent[], known: readonly Hex[]): readonly Hex[] {
  const listed = events.flatMap(({ event }) => (event.event === "PolicyListed" ? [event.args.policy] : []));
  return [...new Set(listed)].filter((policy) => !known.includes(policy));
}

async function eventsOf(deps: CollectDeps, addresses: readonly Hex[], to: number): Promise<readonly FoundEvent[]> {
  const found: FoundEvent[] = [];
  for (let from = deps.firstBlock; from <= to; from += RANGE) {
    found.push(...(await deps.source.events({ from, to: Math.min(from + RANGE - 1, to) }, addresses)));
  }
  return found;
}

/** The blocks of events, held to the hashes that the events name, with `extra`. */
async function blocksOf(
  source: ChainSource,
  extra: readonly BlockRow[],
  events: readonly FoundEvent[],
): Promise<readonly BlockRow[]> {
  const blocks = new Map(extra.map((block) => [block.number, block]));
  const missing = [...new Set(events.map((event) => event.blockNumber))].filter((number) => !blocks.has(number));
  for (let start = 0; start < missing.length; start += AT_ONCE) {
    const some = await Promise.all(missing.slice(start, start + AT_ONCE).map((number) => blockAt(source, number)));
    for (const block of some) blocks.set(block.number, block);
  }
  for (const event of events) {
    if (blocks.get(event.blockNumber)?.hash !== event.blockHash) {
      throw new ChainMoved(`Block ${event.blockNumber} is another one now.`);
    }
  }
  return [...blocks.values()].sort((a, b) => a.number - b.number);
}

async function blockAt(source: ChainSource, number: number): Promise<BlockRow> {
  const block = await source.block(number);
  if (block === null) throw new ChainMoved(`Block ${number} is gone.`);
  return block;
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
