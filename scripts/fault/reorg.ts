import { setTimeout as wait } from "node:timers/promises";
import { startOne } from "../../test/e2e/relaying.world.ts";
import { headOf, lostBlocks } from "./chain-truth.ts";
import { checkRows, readIndexed } from "./checks/rows.ts";
import { checkInvariants, countOf, isIndexed, linesOf } from "./invariants.ts";
import { hexOf } from "./json-rpc.ts";
import { makeLedger } from "./ledger.ts";
import { type FaultLine, readNumbers, tell } from "./line.ts";
import { startLoad } from "./load.ts";
import { type Chance, chanceOf } from "./random.ts";
import { compareWithRebuild } from "./reorg/rebuild.ts";
import { settle } from "./settle.ts";
import { clientAt, makeWorld, SETTINGS, startServer, type World } from "./world.ts";

/** Two epochs of 32 blocks: the deepest reorganisation that does not touch what is final. */
export const SLOTS = 32;
const DEEPEST = 64;
/** Reorganisations on one chain. What is compared after each grows with it. */
const ON_ONE_CHAIN = 40;
const LONGEST_CHAIN = 600;
const CLIENTS = 3;
const PAUSE_MS = 40;
const MOST_AHEAD = 12;
const LOOK_MS = 10;
const PATIENCE_MS = 60_000;

/**
 * Reorganises a chain at random depths while acts are on their way. After each one the index must say what the chain
 * says, row by row, and what a rebuild from the first block says; in the end everything accepted is on chain once.
 *
 *   npm run fault -- reorg [--count N] [--seed S]
 */
export async function run(args: readonly string[]): Promise<FaultLine> {
  const { count, seed } = readNumbers(args, { count: 1_000 });
  const repeat = `npm run fault -- reorg --count ${count} --seed ${seed}`;
  tell(`reorg: ${count} reorganisations, seed ${seed}; to repeat: ${repeat}`);
  const began = Date.now();
  const server = await startServer();
  const sums = { faults: 0, accepted: 0, lost: 0, double: 0, wrongRows: 0, rebuilds: 0, dropped: 0 };
  let held = true;
  try {
    for (let chain = 0; sums.faults < count; chain++) {
      const world = await makeWorld(server, SLOTS);
      try {
        const one = await reorganise(world, {
          chain,
          seed,
          count: Math.min(ON_ONE_CHAIN, count - sums.faults),
        });
        for (const line of one.lines) tell(`chain ${chain}: ${line}`);
        sums.faults += one.reorgs;
        sums.accepted += one.accepted;
        sums.lost += one.lost;
        sums.double += one.double;
        sums.wrongRows += one.wrongRows;
        sums.rebuilds += one.rebuilds;
        sums.dropped += one.dropped;
        held &&= one.held;
      } finally {
        await world.close();
      }
      tell(`${Math.round((Date.now() - began) / 1000)} s: ${sums.faults} reorganisations, ${sums.accepted} accepted`);
    }
  } finally {
    await server.close();
  }
  if (!held || sums.lost + sums.double + sums.wrongRows > 0) tell(`an invariant is broken; to repeat: ${repeat}`);
  return { fault: "reorg", ...sums, seed, held, seconds: Math.round((Date.now() - began) / 1000) };
}

export type ReorgPlan = { readonly chain: number; readonly seed: number; readonly count: number };

/** Reorganises the chain of a world that was just made. */
export async function reorganise(world: World, { chain, seed, count }: ReorgPlan) {
  const chance = chanceOf(seed, "reorg", chain);
  const ledger = makeLedger();
  const lines: string[] = [];
  const place = { ...world, rpc: world.door.url };
  const alarms: string[] = [];
  const { registry } = await startOne(place, {
    ...{ folder: `chain-${chain}`, config: SETTINGS },
    logged: (line) => {
      if (isAlarm(line)) alarms.push(line.trim());
    },
  });
  const before = sentBy(world);
  const load = startLoad({
    deps: { world, ledger },
    seed,
    name: `reorg ${chain}`,
    client: () => clientAt(world, registry.url),
    clients: CLIENTS,
    pauseMs: PAUSE_MS,
    mayBegin: (sent) => sent - (sentBy(world) - before) < MOST_AHEAD,
  });
  let [reorgs, wrongRows, dropped] = [0, 0, 0];
  try {
    while (reorgs < count && (await headOf(world.ask)) < LONGEST_CHAIN) {
      dropped += await reorg(world, chance);
      reorgs++;
      const wrong = await compare(world);
      wrongRows += wrong.length;
      lines.push(...wrong.slice(0, 5).map((line) => `reorganisation ${reorgs}: ${line}`));
    }
    await load.stop();
    const settled = await settle(world, ledger);
    const findings = await checkInvariants(world, ledger);
    const counts = countOf(findings);
    lines.push(...linesOf(findings), ...load.refused.slice(0, 5));
    const gone = await lostBlocks(world.ask);
    if (gone.length > 0) lines.push(`nothing counts here, for anvil itself lost blocks ${gone.join(", ")}`);
    if (lines.length > 0) lines.push(...alarms.slice(-5).map((line) => `the registry said: ${line}`));
    return {
      reorgs,
      rebuilds: reorgs,
      dropped,
      accepted: ledger.accepted.length,
      lost: counts.lost,
      double: counts.double,
      wrongRows: wrongRows + counts.wrongRows,
      held: settled && gone.length === 0 && load.refused.length === 0,
      lines,
    };
  } finally {
    await registry.close();
  }
}

/** Of the registry's log: errors and what is worse. */
const isAlarm = (line: string): boolean => /"level":"(?:error|fatal)"/.test(line);

const sentBy = ({ door }: World): number => new Set(door.sent.map(({ hash }) => hash)).size;

/** @returns how many transactions it dropped. */
async function reorg({ ask, door }: World, chance: Chance): Promise<number> {
  const depth = chance.between(1, DEEPEST);
  // Something is to be in the blocks that go: wait for the next transaction, a little.
  const before = door.sent.length;
  for (let n = 0; n < 20 && door.sent.length === before; n++) await wait(LOOK_MS);
  if (chance.hits(1 / 4)) await ask("anvil_mine", [hexOf(chance.between(1, 3))]);
  const count = async () => Number(await ask<string>("eth_getTransactionCount", [door.sent.at(-1)?.sender, "latest"]));
  const spent = door.sent.length === 0 ? 0 : await count();
  await ask("anvil_reorg", [depth, []]);
  return door.sent.length === 0 ? 0 : Math.max(0, spent - (await count()));
}

/** Waits until the index has followed, and compares it with the chain and with a rebuild. */
async function compare(world: World): Promise<readonly string[]> {
  const head = await headOf(world.ask);
  const until = Date.now() + PATIENCE_MS;
  while (!(await isIndexed(world, head))) {
    if (Date.now() > until) return [`the index did not reach block ${head}`];
    await wait(LOOK_MS);
  }
  const indexed = await readIndexed(world.pool);
  if (indexed === null) return ["nothing is indexed"];
  const wrong = await checkRows(world.ask, [...new Set(Object.values(world.connection.contracts))], indexed);
  return [...wrong, ...(await compareWithRebuild(world))];
}
