import { setTimeout as wait } from "node:timers/promises";
import { startOne } from "../../test/e2e/relaying.world.ts";
import { headOf } from "./chain-truth.ts";
import { away, bad, behind, foreign, type Mood } from "./chaos-moods.ts";
import { type ChaosProxy, openChaosProxy } from "./chaos-proxy.ts";
import { checkInvariants, countOf, isIndexed, linesOf } from "./invariants.ts";
import { makeLedger } from "./ledger.ts";
import { type FaultLine, holds, readNumbers, tell } from "./line.ts";
import { startLoad } from "./load.ts";
import { type Chance, chanceOf } from "./random.ts";
import { settle } from "./settle.ts";
import { clientAt, makeWorld, SETTINGS, startServer, type World } from "./world.ts";

const CLIENTS = 4;
const PAUSE_MS = 150;
const MOST_AHEAD = 40;
/** A tenth of the time the endpoint is away altogether: a minute of ten. */
const AWAY_OF = 10;
const SLICE_S = 6;
/** How long the index may take to be there again once the endpoint behaves, in milliseconds. */
const CAUGHT_UP_MS = 30_000;
const LOOK_MS = 50;

/**
 * Lets registries follow and anchor through an endpoint that errs, cuts, lags, hides and lies, and is away for a while.
 * In the end every row is what the chain says, everything accepted is on chain once, and that soon.
 *
 *   npm run fault -- rpc [--seconds N] [--seed S]
 */
export async function run(args: readonly string[]): Promise<FaultLine> {
  const { seconds, seed } = readNumbers(args, { seconds: 600 });
  const repeat = `npm run fault -- rpc --seconds ${seconds} --seed ${seed}`;
  tell(`rpc: ${seconds} seconds, seed ${seed}; to repeat: ${repeat}`);
  const server = await startServer();
  try {
    const world = await makeWorld(server, 1);
    try {
      const line = await misbehave(world, { seconds, seed });
      if (!holds(line)) tell(`an invariant is broken; to repeat: ${repeat}`);
      return line;
    } finally {
      await world.close();
    }
  } finally {
    await server.close();
  }
}

/** Puts a bad endpoint before the chain of a world that is there; it may be used again afterwards. */
export async function misbehave(
  world: World,
  { seconds, seed }: { readonly seconds: number; readonly seed: number },
): Promise<FaultLine> {
  const ledger = makeLedger();
  const proxy = await openChaosProxy(world.door.url, seed);
  const start = (folder: string) => startOne({ ...world, rpc: proxy.url }, { folder, config: SETTINGS });
  const replicas = [await start("rpc-1"), await start("rpc-2")] as const;
  const chance = chanceOf(seed, "client");
  const before = sentBy(world);
  const load = startLoad({
    deps: { world, ledger },
    seed,
    name: "rpc",
    client: () => clientAt(world, chance.pick(replicas).registry.url),
    clients: CLIENTS,
    pauseMs: PAUSE_MS,
    mayBegin: (sent) => sent - (sentBy(world) - before) < MOST_AHEAD,
  });
  try {
    await spend(proxy, chanceOf(seed, "moods"), seconds);
    proxy.set(null);
    const ended = Date.now();
    const caughtUp = await catchUp(world, ended);
    const most = CAUGHT_UP_MS / 1_000;
    tell(caughtUp === null ? `not caught up ${most} s after it ended` : `caught up ${caughtUp} ms after it ended`);
    await load.stop();
    const settled = await settle(world, ledger);
    const findings = await checkInvariants(world, ledger);
    for (const line of [...linesOf(findings), ...load.refused.slice(0, 5)]) tell(line);
    const done = proxy.done();
    return {
      fault: "rpc",
      faults: Object.values(done).reduce((sum, count) => sum + count, 0),
      accepted: ledger.accepted.length,
      ...countOf(findings),
      seed,
      held: settled && caughtUp !== null && load.refused.length === 0,
      caughtUpMs: caughtUp,
      anchoredMs: Date.now() - ended,
      mischiefs: done,
    };
  } finally {
    for (const { registry } of replicas) await registry.close();
    await proxy.close();
  }
}

const sentBy = ({ door }: World): number => new Set(door.sent.map(({ hash }) => hash)).size;

/** Moods one after another: mostly bad, sometimes behind or another chain, and once away. */
async function spend(proxy: ChaosProxy, chance: Chance, seconds: number): Promise<void> {
  const outage = Math.ceil(seconds / AWAY_OF);
  const around = seconds - outage;
  const awayFrom = Math.floor(around * (0.3 + 0.4 * chance.next()));
  let was = false;
  for (let at = 0; at < around; ) {
    if (!was && at >= awayFrom) {
      was = true;
      tell(`the endpoint is away for ${outage} s`);
      proxy.set(away);
      await wait(outage * 1_000);
    }
    const slice = Math.min(SLICE_S * (0.5 + chance.next()), around - at);
    proxy.set(chance.pick<Mood>([bad, bad, bad, behind, foreign]));
    await wait(slice * 1_000);
    at += slice;
  }
}

/** @returns milliseconds until the index held the newest block of that moment; null: it took too long. */
async function catchUp(world: World, since: number): Promise<number | null> {
  const head = await headOf(world.ask);
  while (Date.now() - since < CAUGHT_UP_MS) {
    if (await isIndexed(world, head)) return Date.now() - since;
    await wait(LOOK_MS);
  }
  return null;
}
