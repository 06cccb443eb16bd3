import { type Hex, PeersealError } from "@peerseal/sdk";
import {
  type BlockRef,
  blocksDownFrom,
  type Cursor,
  dropBlocksAbove,
  readCursor,
  writeCursor,
} from "../store/blocks.js";
import { listPoliciesEver } from "../store/network.js";
import { type BackfillOptions, backfill } from "./backfill.js";
import { ChainMoved, type CollectDeps, collectNewest, startingPoint } from "./collect.js";
import { requireCursor, type SaveDeps, save } from "./save.js";

export type AdvanceDeps = CollectDeps & SaveDeps;

/** What one step did: `indexed` is the newest block in the database, `head` the chain's. */
export type Progress = {
  readonly head: number;
  readonly indexed: number;
  readonly did: "nothing" | "indexed" | "rolled-back";
};

/** A reorganisation went below what was final: the database is kept as it is, for people to look at. */
export class FinalityBroken extends Error {}

/**
 * Takes one step towards the chain's head: indexes what is final in ranges, or some newest blocks, or takes back what the
 * chain no longer holds. Each range and each step is one transaction, so a crash leaves either none or all of it; the
 * next start goes on from the cursor.
 *
 * @throws ChainMoved when the chain changed under the reading (try again); FinalityBroken; `chain-unreachable`.
 */
export async function advance(deps: AdvanceDeps, options: BackfillOptions = {}): Promise<Progress> {
  const { source, db } = deps;
  const [stored, latest, seenFinal] = await Promise.all([readCursor(db), source.latest(), source.final()]);
  const start = stored?.head ?? (await startingPoint(deps));
  // Without a word about finality nothing is taken for final; every block is then held to its parent.
  const final = newer(stored?.final ?? start, seenFinal);

  const progress = (indexed: number, did: Progress["did"]) => ({ head: latest.number, indexed, did });
  if (latest.number <= start.number) {
    const here = latest.number === start.number ? latest : await source.block(start.number);
    if (here !== null && here.hash !== start.hash && stored !== null)
      return progress(await rollBack(deps, stored), "rolled-back");
    if (here === null && stored !== null) await requireSameChain(deps, stored, latest.number);
    // An endpoint that lags behind another one tells of an older head; that is no reason to forget anything.
    if (stored !== null && final.number > stored.final.number && final.number <= start.number) {
      await save(deps, stored, { head: start, final }, null);
    }
    return progress(start.number, "nothing");
  }

  const known = await source.block(start.number);
  if (stored !== null && known !== null && known.hash !== start.hash) {
    return progress(await rollBack(deps, stored), "rolled-back");
  }
  if (known !== null && known.hash !== start.hash) throw new ChainMoved(`Block ${start.number} is another one now.`);
  if (final.number > start.number) {
    const onIndexed = (block: number) => options.onIndexed?.(block, latest.number);
    const reached = await backfill(deps, stored, start, final, { signal: options.signal, onIndexed });
    return progress(reached.number, "indexed");
  }
  const stretch = await collectNewest(deps, start, latest.number, await listPoliciesEver(db));
  await save(deps, stored, { head: stretch.head, final }, stretch);
  return progress(stretch.head.number, "indexed");
}

/**
 * Takes back everything above the newest stored block that the chain still holds.
 *
 * @returns the number of that block.
 */
async function rollBack(deps: AdvanceDeps, stored: Cursor): Promise<number> {
  const { source, db } = deps;
  const finalNow = await source.block(stored.final.number);
  if (finalNow === null) throw new ChainMoved("The final block is not told.");
  if (finalNow.hash !== stored.final.hash) {
    throw new FinalityBroken(`Block ${stored.final.number} was final as ${stored.final.hash} and is ${finalNow.hash}.`);
  }
  const ancestor = await commonAncestor(deps, stored);
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom("network").select("id").forUpdate().execute();
    requireCursor(await readCursor(tx), stored);
    await dropBlocksAbove(tx, ancestor.number);
    await writeCursor(tx, { head: ancestor, final: stored.final });
  });
  return ancestor.number;
}

/** A head that fell back: an endpoint that lags, or another chain in its place. The newest block known below it tells. */
async function requireSameChain({ source, db }: AdvanceDeps, stored: Cursor, head: number): Promise<void> {
  const [known] = await blocksDownFrom(db, head, 1);
  if (known === undefined || known.number > stored.final.number) return;
  const told = await source.block(known.number);
  if (told === null || told.hash === known.hash) return;
  throw new FinalityBroken(`Block ${known.number} was final as ${known.hash} and is ${told.hash}.`);
}

async function commonAncestor({ source, db }: AdvanceDeps, stored: Cursor): Promise<BlockRef> {
  let below = stored.head.number - 1;
  while (below > stored.final.number) {
    const candidates = await blocksDownFrom(db, below, 32);
    for (const candidate of candidates) {
      if (candidate.number <= stored.final.number) return stored.final;
      if ((await source.block(candidate.number))?.hash === candidate.hash) return candidate;
    }
    const last = candidates.at(-1);
    if (last === undefined) return stored.final;
    below = last.number - 1;
  }
  return stored.final;
}

function newer(stored: BlockRef, seen: BlockRef | null): BlockRef {
  return seen !== null && seen.number > stored.number ? { number: seen.number, hash: seen.hash } : stored;
}

/** Addresses of the contracts whose events are indexed always. */
export function registriesOf(contracts: Readonly<Record<string, Hex>>): readonly Hex[] {
  const { institutions, courses, rubrics, rounds, credentials, followUps, directory } = contracts;
  const all = [institutions, courses, rubrics, rounds, credentials, followUps, directory].map((address) => {
    if (address === undefined) throw new PeersealError("network-missing", "The directory lacks a registry.");
    return address;
  });
  // One contract may answer for several of them.
  return [...new Set(all)];
}
