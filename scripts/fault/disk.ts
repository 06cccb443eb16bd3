import { setTimeout as wait } from "node:timers/promises";
import { addCredentialKey, foundNetwork, publishCourse } from "../../test/e2e/cast.ts";
import { makeWorld, startOne, type World } from "../../test/e2e/relaying.world.ts";
import { type Line, readNumbers, tell } from "./operations/line.ts";
import { type Load, startLoad } from "./operations/load.ts";
import { type Quota, quotaOn } from "./operations/quota.ts";
import { ask, doubles, readTruth, wrongRows } from "./operations/truth.ts";

/*
 * A full disk: PostgreSQL may not enlarge its files any more while credentials are taken in. Intake must answer
 * `disk-full` with nothing half stored, readiness must say it, reading must go on, and all must recover once there is
 * space. The quota is a limit on the size of files, which needs no rights.
 *
 *   npm run fault -- disk [--rounds N]
 */

/** A segment of WAL is made whole: a limit below it would be another fault than this. */
const WAL_SEGMENT = 16 * 1024 * 1024;
const PATIENCE_MS = 60_000;
/** Longer than a refused write is remembered, in seconds. */
const FORGOTTEN = 31;

export async function run(args: readonly string[]): Promise<Line> {
  const { rounds } = readNumbers(args, { rounds: 3, seed: 0 });
  const world = await makeWorld("disk");
  try {
    const [server] = await ask<{ pid: string }>(
      world.databaseUrl,
      "select (string_to_array(pg_read_file('postmaster.pid'), E'\\n'))[1] as pid",
    );
    const quota = quotaOn(Number(server?.pid));
    if (typeof quota !== "string") return await inWorld(world, quota, rounds);
    tell(`impossible here: ${quota}`);
    return { fault: "disk", faults: 0, accepted: 0, lost: 0, double: 0, wrongRows: 0, seed: 0, impossible: quota };
  } finally {
    await world.end();
  }
}

async function inWorld(world: World, quota: Quota, rounds: number): Promise<Line> {
  let ahead = 0;
  const now = () => Math.floor(Date.now() / 1000) + ahead;
  const { registry, client } = await startOne(world, { now });
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  const { version } = await publishCourse(deps, 2, "disk");
  await fill(world.databaseUrl);
  const load = startLoad(() => client, version, 3);
  let unsaid = 0;
  try {
    for (let round = 1; round <= rounds; round++) {
      await until(() => load.accepted.length >= round * 3, "Nothing is accepted");
      const refusals = load.refused.get("disk-full") ?? 0;
      quota.impose(await sizeOf(world.databaseUrl));
      await fillUp(world.databaseUrl);
      tell(`round ${round}: the disk is full, ${load.accepted.length} accepted`);
      await until(() => (load.refused.get("disk-full") ?? 0) > refusals + 3, "The full disk is not told");
      unsaid += await unsaidOf(registry.url, world.databaseUrl);
      quota.lift();
      const { length } = load.accepted;
      await until(() => load.accepted.length > length, "Intake does not recover");
      ahead += FORGOTTEN;
      await until(async () => (await fetch(`${registry.url}/readyz?only=serving`)).ok, "Readiness does not recover");
      tell(`round ${round}: ${length} accepted before there was space again, refusals: ${refusalsOf(load)}`);
    }
    await load.stop();
    return await judge(world, load, { rounds, unsaid });
  } catch (error) {
    tell(`failed: ${error instanceof Error ? error.message : String(error)}; refusals: ${refusalsOf(load)}`);
    throw error;
  } finally {
    const stopped = load.stop();
    quota.lift();
    await stopped;
    await registry.close();
  }
}

async function judge(world: World, load: Load, { rounds, unsaid }: { rounds: number; unsaid: number }): Promise<Line> {
  const url = world.databaseUrl;
  const pending = async () => {
    const [row] = await ask<{ n: string }>(
      url,
      `select (select count(*) from batches where state = 'closing')
        + (select count(*) from relays where state in ('accepted', 'signed', 'broadcast')) as n`,
    );
    return Number(row?.n) === 0;
  };
  await until(pending, "Acts do not come to their end");
  const truth = await readTruth(world);
  const [half] = await ask<{ n: string }>(
    url,
    `select count(*) as n from batches b where institution = 2 and (credentials = 0 or credentials <> (
      select count(*) from batch_credentials c where c.institution = b.institution and c.number = b.number))`,
  );
  const [stored] = await ask<{ n: string }>(url, "select count(*) as n from batches where institution = 2");
  const lost = load.accepted.filter(({ institution, number }) => !truth.anchors.has(`${institution}/${number}`));
  // A refusal that left a batch behind would be stored by half, too.
  const left = Math.max(0, Number(stored?.n) - load.accepted.length);
  const unknown = [...load.refused].filter(([code]) => code !== "disk-full").reduce((sum, [, n]) => sum + n, 0);
  return {
    fault: "disk",
    faults: rounds,
    accepted: load.accepted.length,
    lost: lost.length,
    double: await doubles(url, truth),
    wrongRows: (await wrongRows(url, truth)) + Number(half?.n) + left,
    seed: 0,
    refused: load.refused.get("disk-full") ?? 0,
    otherRefusals: unknown,
    held: unsaid === 0 && unknown === 0,
  };
}

/** What readiness, liveness and reading must say meanwhile and do not. */
async function unsaidOf(api: string, url: string): Promise<number> {
  const readyz = await fetch(`${api}/readyz?only=serving`);
  const body = (await readyz.json()) as { readonly operations?: { readonly disk?: { readonly reason?: unknown } } };
  const [known] = await ask<{ institution: string; number: string }>(
    url,
    "select institution, number from batches where institution = 2 order by position limit 1",
  );
  const [alive, read] = await Promise.all([
    fetch(`${api}/healthz`),
    fetch(`${api}/v1/batches/${known?.institution}/${known?.number}`),
  ]);
  const holds = {
    "readyz answers 503": readyz.status === 503,
    "readyz says disk-full": body.operations?.disk?.reason === "disk-full",
    "healthz answers": alive.ok,
    "reading goes on": read.ok,
  };
  const broken = Object.entries(holds).filter(([, held]) => !held);
  for (const [what] of broken) tell(`does not hold: ${what}`);
  return broken.length;
}

/** Makes the table of credentials larger than a segment of WAL, so that it is the first file to reach the limit. */
async function fill(url: string): Promise<void> {
  await ask(
    url,
    `insert into batches (institution, number, course_version, capacity, state, opened_at)
      values (1, 1, '0x', 1048576, 'open', 0)`,
  );
  await ask(
    url,
    `insert into batch_credentials (institution, number, index, digest, credential, put_at)
      select 1, 1, i, 'b' || i, repeat('x', 300), 0 from generate_series(0, 55000) i`,
  );
  const size = await sizeOf(url);
  if (size < WAL_SEGMENT) throw new Error(`The table has ${size} bytes: too few.`);
}

/** Takes what room there is in pages that the table has already: ever smaller rows, until none fits. */
async function fillUp(url: string): Promise<void> {
  for (const [rows, length] of [
    [500, 300],
    [500, 100],
    [500, 1],
    [20, 1],
    [1, 1],
  ] as const) {
    while (await fits(url, rows, length));
  }
}

async function fits(url: string, rows: number, length: number): Promise<boolean> {
  const added = await ask(
    url,
    `insert into batch_credentials (institution, number, index, digest, credential, put_at)
      select 1, 1, i, 'b' || i, repeat('x', ${length}), 0
      from (select max(index) as last from batch_credentials where institution = 1) held,
        generate_series(held.last + 1, held.last + ${rows}) i`,
  ).catch(() => null);
  return added !== null;
}

async function sizeOf(url: string): Promise<number> {
  const [row] = await ask<{ size: string }>(url, "select pg_relation_size('batch_credentials') as size");
  return Number(row?.size);
}

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${otherwise} within a minute.`);
    await wait(20);
  }
}

function refusalsOf(load: Load): string {
  return [...load.refused].map(([code, n]) => `${n} ${code}`).join(", ");
}
