import { type Client, PeersealError } from "@peerseal/sdk";
import { startOne } from "../../../test/e2e/relaying.world.ts";
import { lostBlocks } from "../chain-truth.ts";
import { checkInvariants, countOf, linesOf } from "../invariants.ts";
import { makeLedger } from "../ledger.ts";
import { tell } from "../line.ts";
import { startLoad } from "../load.ts";
import { chanceOf } from "../random.ts";
import { settle } from "../settle.ts";
import { clientAt, SETTINGS, type World } from "../world.ts";
import { watchBacklog } from "./backlog.ts";
import { failHere } from "./failing.ts";
import { killReplicas } from "./killing.ts";
import { plantedKeys } from "./plants.ts";
import type { Spares } from "./spares.ts";
import type { Tally } from "./tally.ts";
import { startWeather } from "./weather.ts";

const CLIENTS = 8;
const LANES = 4;
const MOST_WAITING = 24;
const PATIENCE_MS = 90_000;
/** Until a thing is refused for ever; a busy machine may have no replica alive for minutes. */
const LOAD_PATIENCE_MS = 900_000;
const PLANTED_PATIENCE_MS = 5_000;

/** What all parts of a run share. */
export type CrashRun = {
  readonly faults: number;
  readonly seed: number;
  readonly plant: string | null;
  readonly tally: Tally;
  readonly spares: Spares;
};

/** Faults on one chain. */
export type CrashPart = { readonly name: string; readonly failpoints: number; readonly kills: number };

/** What came of a part. */
export type CrashPartEnd = {
  readonly accepted: number;
  readonly transactions: number;
  readonly reorganisations: number;
  readonly feeRises: number;
  readonly lost: number;
  readonly double: number;
  readonly wrongRows: number;
  /** Whether everything came to its end, and nothing was refused that should not be. */
  readonly held: boolean;
};

/** Makes some of the faults in a world that is there, and checks everything once it is quiet. */
export async function crashPart(world: World, run: CrashRun, part: CrashPart): Promise<CrashPartEnd> {
  const { faults, seed, plant, tally, spares } = run;
  const { name, failpoints, kills } = part;
  const ledger = makeLedger();
  const alive = new Set<Client>();
  const chance = chanceOf(seed, name, "client");
  const client = (): Client => {
    const [first, ...others] = alive;
    if (first === undefined) throw new PeersealError("registry-unreachable", "No replica serves now.");
    return chance.pick([first, ...others]);
  };
  const sent = world.door.sent.length;
  const backlog = watchBacklog(world);
  const load = startLoad({
    deps: { world, ledger },
    seed,
    name: plant ?? name,
    client,
    clients: CLIENTS,
    // More than the worker gets done would only wait in the queue, and what waits meets no faults.
    patienceMs: LOAD_PATIENCE_MS,
    mayBegin: () => backlog.waiting() < MOST_WAITING,
  });
  const weather = startWeather(world, seed, name);
  try {
    const keys = plant === null ? undefined : plantedKeys(world);
    if (failpoints > 0) await failHere({ world, seed, name, failpoints, ofAll: faults, tally, alive, keys });
    const lanes = Math.min(LANES, kills);
    const faulty = await killReplicas({ world, spares, tally, seed, name, kills, lanes, alive });
    // What was begun is to be accepted, by one that lives.
    const last = await startOne({ ...world, rpc: world.door.url }, { folder: "last", config: SETTINGS });
    alive.add(clientAt(world, last.registry.url));
    try {
      await load.stop();
      await weather.stop();
      // A planted fault may keep things from ever coming to their end.
      const settled = await settle(world, ledger, plant === null ? PATIENCE_MS : PLANTED_PATIENCE_MS);
      const findings = await checkInvariants(world, ledger);
      for (const line of [...linesOf(findings), ...[...faulty, ...load.refused].slice(0, 5)]) tell(`${name}: ${line}`);
      const gone = await lostBlocks(world.ask);
      if (gone.length > 0) tell(`${name}: nothing counts here, for anvil itself lost blocks ${gone.join(", ")}`);
      if (!settled) tell(`${name}: not everything came to its end`);
      return {
        ...countOf(findings),
        ...weather.done(),
        accepted: ledger.accepted.length,
        transactions: new Set(world.door.sent.slice(sent).map(({ hash }) => hash)).size,
        held: settled && gone.length === 0 && faulty.length + load.refused.length === 0,
      };
    } finally {
      await last.registry.close();
    }
  } finally {
    backlog.stop();
    await weather.stop();
  }
}
