import { bundleReplica } from "./crash/bundle.ts";
import { missed } from "./crash/killing.ts";
import { type CrashPart, type CrashPartEnd, type CrashRun, crashPart } from "./crash/part.ts";
import { PLANTS } from "./crash/plants.ts";
import { keepSpares } from "./crash/spares.ts";
import { makeTally } from "./crash/tally.ts";
import { type FaultLine, holds, readNumbers, tell } from "./line.ts";
import { makeWorld, type Server, startServer, type World } from "./world.ts";

/** How the faults are spread, of ten thousand: processes killed, and steps ended within this process. */
const KILLS_OF = 10;
/** Faults on one chain; anvil loses state on long ones. */
const FAILPOINTS_A_CHAIN = 1_000;
const KILLS_A_CHAIN = 100;
/** Final are all blocks but the newest eight: what a shallow reorganisation drops is not. */
export const SLOTS = 4;
const TELL_MS = 10_000;
const WHOLE_RUN = 10_000;

/**
 * Kills registries at every step of intake and anchoring, and checks that nothing accepted is lost or done twice.
 * Failpoints and kills have chains of their own, at the same time.
 *
 *   npm run fault -- crash [--faults N] [--seed S] [--plant broadcast-before-store]
 */
export async function run(args: readonly string[]): Promise<FaultLine> {
  const plan = readNumbers(args, { faults: 10_000 }, PLANTS);
  const { faults, seed, plant } = plan;
  const repeat = `npm run fault -- crash --faults ${faults} --seed ${seed}${plant === null ? "" : ` --plant ${plant}`}`;
  tell(`crash: ${faults} faults, seed ${seed}; to repeat: ${repeat}`);
  const server = await startServer();
  try {
    const line = await running(plan, async (started) => {
      const kills = Math.floor(faults / KILLS_OF);
      const lanes = [failpointParts(started, faults - kills), killParts(kills)];
      const ends = await Promise.allSettled(lanes.map((parts) => lane(server, started, parts)));
      return ends.flatMap((end) => {
        if (end.status === "rejected") throw end.reason;
        return end.value;
      });
    });
    if (!holds(line)) tell(`an invariant is broken; to repeat: ${repeat}`);
    return line;
  } finally {
    await server.close();
  }
}

export type CrashPlan = { readonly faults: number; readonly seed: number; readonly plant: string | null };

/** Makes the faults in one world that is there; it may be used again afterwards. */
export async function crash(world: World, plan: CrashPlan): Promise<FaultLine> {
  const kills = Math.floor(plan.faults / KILLS_OF);
  return running(plan, async (started) => [
    await crashPart(world, started, { name: "crash", failpoints: plan.faults - kills, kills }),
  ]);
}

async function running(
  { faults, seed, plant }: CrashPlan,
  make: (run: CrashRun) => Promise<readonly CrashPartEnd[]>,
): Promise<FaultLine> {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const tally = makeTally();
  const spares = keepSpares(await bundleReplica(), Math.floor(faults / KILLS_OF));
  const telling = setInterval(() => {
    tell(`${seconds()} s: ${tally.failpoints()} failpoints, ${tally.kills()} kills`);
  }, TELL_MS);
  try {
    const ends = await make({ faults, seed, plant, tally, spares });
    const sum = (what: Exclude<keyof CrashPartEnd, "held">) => ends.reduce((total, end) => total + end[what], 0);
    const seldom = faults >= WHOLE_RUN ? missed(tally) : [];
    if (seldom.length > 0) tell(`fewer than 20 failpoints at: ${seldom.join(", ")}`);
    return {
      fault: "crash",
      faults: tally.failpoints() + tally.kills(),
      accepted: sum("accepted"),
      lost: sum("lost"),
      double: sum("double"),
      wrongRows: sum("wrongRows"),
      seed,
      held: ends.every(({ held }) => held) && seldom.length === 0,
      seconds: seconds(),
      transactions: sum("transactions"),
      weather: { reorganisations: sum("reorganisations"), feeRises: sum("feeRises") },
      points: tally.byPoint(),
    };
  } finally {
    clearInterval(telling);
    await spares.close();
  }
}

/** Parts one after another, each on a chain of its own. */
async function lane(server: Server, run: CrashRun, parts: Iterable<CrashPart>): Promise<readonly CrashPartEnd[]> {
  const ends: CrashPartEnd[] = [];
  for (const part of parts) {
    const world = await makeWorld(server, SLOTS);
    try {
      ends.push(await crashPart(world, run, part));
    } finally {
      await world.close();
    }
  }
  return ends;
}

/** Until there were enough, also where a part made fewer than it should. */
function* failpointParts({ tally }: CrashRun, failpoints: number): Generator<CrashPart> {
  for (let n = 1; tally.failpoints() < failpoints && n <= 2 * Math.ceil(failpoints / FAILPOINTS_A_CHAIN); n++) {
    const left = failpoints - tally.failpoints();
    yield { name: `failpoints ${n}`, failpoints: Math.min(FAILPOINTS_A_CHAIN, left), kills: 0 };
  }
}

function* killParts(kills: number): Generator<CrashPart> {
  for (let made = 0; made < kills; made += KILLS_A_CHAIN) {
    const name = `kills ${made / KILLS_A_CHAIN + 1}`;
    yield { name, failpoints: 0, kills: Math.min(KILLS_A_CHAIN, kills - made) };
  }
}
