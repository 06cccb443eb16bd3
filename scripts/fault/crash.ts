import { type Client, PeersealError } from "@peerseal/sdk";
import { startOne } from "../../test/e2e/relaying.world.ts";
import { bundleReplica } from "./crash/bundle.ts";
import { failHere } from "./crash/failing.ts";
import { killReplicas, missed } from "./crash/killing.ts";
import { PLANTS, plantedKeys } from "./crash/plants.ts";
import { keepSpares } from "./crash/spares.ts";
import { makeTally } from "./crash/tally.ts";
import { startWeather } from "./crash/weather.ts";
import { checkInvariants, countOf, linesOf } from "./invariants.ts";
import { makeLedger } from "./ledger.ts";
import { type FaultLine, holds, readNumbers, tell } from "./line.ts";
import { startLoad } from "./load.ts";
import { chanceOf } from "./random.ts";
import { settle } from "./settle.ts";
import { clientAt, makeWorld, SETTINGS, startServer, type World } from "./world.ts";

/** How the faults are spread, of ten thousand: processes killed, and steps ended within this process. */
const KILLS_OF = 10;
const CLIENTS = 8;
/** Final are all blocks but the newest eight: what a shallow reorganisation drops is not. */
export const SLOTS = 4;
const LANES = 3;
const MOST_AHEAD = 24;
const TELL_MS = 10_000;
const PATIENCE_MS = 90_000;
const PLANTED_PATIENCE_MS = 5_000;
const WHOLE_RUN = 10_000;

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
      const line = await crash(world, { faults, seed, plant });
      if (!holds(line)) tell(`an invariant is broken; to repeat: ${repeat}`);
      return line;
    } finally {
      await world.close();
    }
  } finally {
    await server.close();
  }
}

/** Transactions that came to the chain since the world was made. */
const sentBy = ({ door }: World): number => new Set(door.sent.map(({ nonce }) => nonce)).size;

export type CrashPlan = { readonly faults: number; readonly seed: number; readonly plant: string | null };

/** Makes the faults in a world that is there; it may be used again afterwards. */
export async function crash(world: World, { faults, seed, plant }: CrashPlan): Promise<FaultLine> {
  const began = Date.now();
  const kills = Math.floor(faults / KILLS_OF);
  const tally = makeTally();
  const ledger = makeLedger();
  const alive = new Set<Client>();
  const chance = chanceOf(seed, "client");
  const client = (): Client => {
    const [first, ...others] = alive;
    if (first === undefined) throw new PeersealError("registry-unreachable", "No replica serves now.");
    return chance.pick([first, ...others]);
  };
  const before = sentBy(world);
  const load = startLoad({
    deps: { world, ledger },
    seed,
    name: plant ?? "crash",
    client,
    clients: CLIENTS,
    // More than the worker gets done would only wait in the queue, and what waits meets no faults.
    mayBegin: (sent) => sent - (sentBy(world) - before) < MOST_AHEAD,
  });
  const weather = startWeather(world, seed);
  const spares = keepSpares(await bundleReplica(), kills);
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const telling = setInterval(() => {
    tell(
      `${seconds()} s: ${tally.failpoints()} failpoints, ${tally.kills()} kills, ${ledger.accepted.length} accepted`,
    );
  }, TELL_MS);
  try {
    const keys = plant === null ? undefined : plantedKeys(world);
    await failHere({ world, seed, failpoints: faults - kills, tally, alive, keys });
    await killReplicas({ world, spares, tally, seed, kills, lanes: Math.min(LANES, kills), alive });
    // What was begun is to be accepted, by one that lives.
    const last = await startOne({ ...world, rpc: world.door.url }, { folder: "last", config: SETTINGS });
    alive.add(clientAt(world, last.registry.url));
    try {
      await load.stop();
      await weather.stop();
      // A planted fault may keep things from ever coming to their end.
      const settled = await settle(world, ledger, plant === null ? PATIENCE_MS : PLANTED_PATIENCE_MS);
      const findings = await checkInvariants(world, ledger);
      for (const line of [...linesOf(findings), ...load.refused.slice(0, 5)]) tell(line);
      const seldom = faults >= WHOLE_RUN ? missed(tally) : [];
      if (seldom.length > 0) tell(`fewer than 20 failpoints at: ${seldom.join(", ")}`);
      const counts = countOf(findings);
      const held = settled && load.refused.length === 0 && seldom.length === 0;
      return {
        fault: "crash",
        faults: tally.failpoints() + tally.kills(),
        accepted: ledger.accepted.length,
        ...counts,
        seed,
        held,
        seconds: seconds(),
        transactions: new Set(world.door.sent.map(({ hash }) => hash)).size,
        weather: weather.done(),
        points: tally.byPoint(),
      };
    } finally {
      await last.registry.close();
    }
  } finally {
    clearInterval(telling);
    await weather.stop();
    await spares.close();
  }
}
