import type { Client } from "@peerseal/sdk";
import { bundleReplica } from "./crash/bundle.ts";
import { failpointsOf } from "./crash/failpoints.ts";
import { killReplicas, missed } from "./crash/killing.ts";
import { type LocalReplica, startLocalReplica } from "./crash/local-replica.ts";
import { PLANTS, plantedKeys } from "./crash/plants.ts";
import { keepSpares } from "./crash/spares.ts";
import { makeTally, type Tally } from "./crash/tally.ts";
import { startWeather } from "./crash/weather.ts";
import { checkInvariants, countOf, linesOf } from "./invariants.ts";
import { makeLedger } from "./ledger.ts";
import { type FaultLine, readNumbers, tell } from "./line.ts";
import { startLoad } from "./load.ts";
import { chanceOf } from "./random.ts";
import { settle } from "./settle.ts";
import { makeWorld, startServer, type World } from "./world.ts";

/** How the faults are spread, of ten thousand: processes killed, and steps ended within this process. */
const KILLS_OF = 10;
const CLIENTS = 8;
/** Final are all blocks but the newest eight: what a shallow reorganisation drops is not. */
const SLOTS = 4;
const LANES = 2;
const LOCAL = ["here-1", "here-2"] as const;
const MOST_AHEAD = 24;
const LOOK_MS = 20;
/** Local replicas are started anew now and then: a registry that goes on for ever would hide what a start must mend. */
const RESTART_AFTER = 250;

/**
 * Kills registries at every step of intake and anchoring, and checks that nothing accepted is lost or done twice.
 *
 *   npm run fault -- crash [--faults N] [--seed S] [--plant broadcast-before-store]
 */
export async function run(args: readonly string[]): Promise<FaultLine> {
  const { faults, seed, plant } = readNumbers(args, { faults: 10_000 }, PLANTS);
  const repeat = `npm run fault -- crash --faults ${faults} --seed ${seed}${plant === null ? "" : ` --plant ${plant}`}`;
  tell(`crash: ${faults} faults, seed ${seed}; to repeat: ${repeat}`);
  const server = await startServer();
  try {
    const world = await makeWorld(server, SLOTS);
    try {
      return await crash(world, { faults, seed, plant, repeat });
    } finally {
      await world.close();
    }
  } finally {
    await server.close();
  }
}

/** Transactions that came to the chain since the world was made. */
const sentBy = ({ door }: World): number => new Set(door.sent.map(({ nonce }) => nonce)).size;

type Plan = { readonly faults: number; readonly seed: number; readonly plant: string | null; readonly repeat: string };

async function crash(world: World, { faults, seed, plant, repeat }: Plan): Promise<FaultLine> {
  const began = Date.now();
  const kills = Math.floor(faults / KILLS_OF);
  const tally = makeTally();
  const ledger = makeLedger();
  const alive = new Set<Client>();
  const spares = keepSpares(await bundleReplica(), kills === 0 ? 0 : LANES);
  const keys = plant === null ? undefined : plantedKeys(world);
  const local = await failHere(world, { seed, failpoints: faults - kills, tally, alive, keys });
  const chance = chanceOf(seed, "client");
  const client = (): Client => {
    const all = [...alive];
    // There is always one here: these are closed only after the load.
    return all[chance.between(0, all.length - 1)] ?? local.client();
  };
  const load = startLoad({
    deps: { world, ledger },
    seed,
    client,
    clients: CLIENTS,
    // More than the worker gets done would only wait in the queue, and what waits meets no faults.
    mayBegin: (sent) => sent - sentBy(world) < MOST_AHEAD,
  });
  const weather = startWeather(world, seed);
  const telling = setInterval(() => {
    const at = Math.round((Date.now() - began) / 1000);
    tell(`${at} s: ${tally.failpoints()} failpoints, ${tally.kills()} kills, ${ledger.accepted.length} accepted`);
  }, 10_000);
  try {
    await Promise.all([killReplicas({ world, spares, tally, seed, kills, lanes: LANES, alive }), local.done]);
    await load.stop();
    await weather.stop();
    const settled = await settle(world, ledger);
    const findings = await checkInvariants(world, ledger);
    for (const line of [...linesOf(findings), ...load.refused.slice(0, 5)]) tell(line);
    const seldom = faults >= 10_000 ? missed(tally) : [];
    if (seldom.length > 0) tell(`fewer than 20 faults at: ${seldom.join(", ")}`);
    const { lost, double, wrongRows } = countOf(findings);
    const held = settled && load.refused.length === 0 && seldom.length === 0;
    if (!held || lost + double + wrongRows > 0) tell(`an invariant is broken; to repeat: ${repeat}`);
    return {
      fault: "crash",
      faults: tally.failpoints() + tally.kills(),
      accepted: ledger.accepted.length,
      ...{ lost, double, wrongRows, seed, held },
      weather: weather.done(),
      seconds: Math.round((Date.now() - began) / 1000),
      transactions: new Set(world.door.sent.map(({ hash }) => hash)).size,
      points: tally.byPoint(),
    };
  } finally {
    clearInterval(telling);
    await weather.stop();
    await local.close();
    await spares.close();
  }
}

/** Replicas in this process, at whose moments steps end until there were enough. */
async function failHere(
  world: World,
  options: {
    readonly seed: number;
    readonly failpoints: number;
    readonly tally: Tally;
    readonly alive: Set<Client>;
    readonly keys: ReturnType<typeof plantedKeys> | undefined;
  },
) {
  const { seed, failpoints, tally, alive, keys } = options;
  const running = new Map<string, LocalReplica>();
  let closing = false;
  const start = async (name: string, life: number) => {
    const points = failpointsOf(seed, `${name}.${life}`, () => (tally.failpoints() < failpoints ? "many" : "no"));
    const given = { name, failpoints: points, happened: tally.failed };
    const replica = await startLocalReplica(world, keys === undefined ? given : { ...given, keys });
    running.set(name, replica);
    alive.add(replica.client);
  };
  const stop = async (name: string) => {
    const replica = running.get(name);
    if (replica === undefined) return;
    alive.delete(replica.client);
    await replica.close();
  };
  await Promise.all(LOCAL.map((name) => start(name, 0)));
  const done = (async () => {
    let lives = 0;
    while (!closing && tally.failpoints() < failpoints) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (tally.failpoints() < (lives + 1) * RESTART_AFTER) continue;
      lives++;
      const name = LOCAL[lives % LOCAL.length] ?? LOCAL[0];
      await stop(name);
      await start(name, lives);
    }
  })();
  return {
    done,
    client: (): Client => {
      const [first] = running.values();
      if (first === undefined) throw new TypeError("No replica runs here.");
      return first.client;
    },
    close: async () => {
      closing = true;
      await done;
      await Promise.all(LOCAL.map(stop));
    },
  };
}
