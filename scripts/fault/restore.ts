import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createLog, restore } from "@peerseal/registry-api";
import { saveBackup } from "../../packages/registry-api/dist/ops/backup/save.js";
import { addCredentialKey, foundNetwork, publishCourse } from "../../test/e2e/cast.ts";
import { makeWorld, startOne, type World } from "../../test/e2e/relaying.world.ts";
import { type Line, randomFrom, readNumbers, tell } from "./operations/line.ts";
import { type Accepted, type Load, startLoad } from "./operations/load.ts";
import { type Running, startProcess } from "./operations/process.ts";
import { ask, doubles, readTruth, wrongRows } from "./operations/truth.ts";

/*
 * An old backup restored: registries work under load, backups are taken at random moments, the registry is killed at
 * another, the backup is restored into an empty database, and work goes on there. What was accepted before a backup must
 * be there and reach the chain; nothing is anchored twice and no nonce is claimed by two acts.
 *
 *   npm run fault -- restore [--rounds N] [--seed S]
 */
const QUIET = createLog({ logLevel: "silent" });
const now = () => Math.floor(Date.now() / 1000);
const READY_MS = 60_000;
const MOST_BEFORE = 8;
const MOST_AFTER = 6;

export async function run(args: readonly string[]): Promise<Line> {
  const { rounds, seed } = readNumbers(args, { rounds: 5, seed: Date.now() % 1_000_000 });
  const random = randomFrom(seed);
  const world = await makeWorld("restoring");
  const folder = await mkdtemp(join(tmpdir(), "peerseal-restoring-"));
  try {
    return await inWorld(world, { rounds, seed, random, folder });
  } finally {
    await world.end();
    await rm(folder, { recursive: true, force: true });
  }
}

type Plan = { readonly rounds: number; readonly seed: number; readonly random: () => number; readonly folder: string };

async function inWorld(world: World, { rounds, seed, random, folder }: Plan): Promise<Line> {
  const version = await prepare(world);
  let url = world.databaseUrl;
  let accepted = 0;
  let fell = 0;
  let afterBackup = 0;
  let found = 0;
  const mustBe = new Map<string, Accepted>();
  for (let round = 1; round <= rounds; round++) {
    const registry = await startProcess(world, url);
    const load = startLoad(() => registry.client, version, 3);
    await moreThan(load, Math.ceil(random() * MOST_BEFORE));
    const before = [...load.accepted];
    const path = join(folder, String(round));
    await saveBackup(url, path, now());
    await moreThan(load, load.accepted.length + 1 + Math.floor(random() * MOST_AFTER));
    // Sometimes the chain holds by then what the backup does not know.
    if (random() < 0.7) await anchoredSince(world, load.accepted.slice(before.length));
    // Between two answers, or in the middle of the work of one.
    await wait(random() * 100);
    await registry.end("SIGKILL");
    await load.stop();
    accepted += load.accepted.length;
    for (const one of before) mustBe.set(keyOf(one), one);

    url = await emptyDatabase(world, round);
    const place = { network: world.deployment.network, rpc: world.rpc, firstBlock: world.deployment.deployedAtBlock };
    const { reconciled } = await restore({ databaseUrl: url, dataDir: world.dataDir }, place, path, {
      log: QUIET,
      now,
    });
    found += reconciled.unknown.length;
    const known = new Set((await ask<{ key: string }>(url, KEYS)).map(({ key }) => key));
    // Accepted while or after the backup was taken: by nature only what the snapshot holds is there.
    afterBackup += load.accepted.filter((one) => !known.has(keyOf(one))).length;
    for (const one of load.accepted) if (known.has(keyOf(one))) mustBe.set(keyOf(one), one);
    for (const key of mustBe.keys()) if (!known.has(key)) fell++;
    tell(
      `round ${round}: ${load.accepted.length} accepted, ${known.size} batches restored, ${reconciled.unknown.length} more on chain`,
    );
  }
  const registry = await startProcess(world, url);
  try {
    await settle(registry, url);
  } finally {
    await registry.end("SIGTERM");
  }
  const truth = await readTruth(world);
  const unanchored = [...mustBe.keys()].filter((key) => !truth.anchors.has(key)).length;
  return {
    fault: "restore",
    faults: rounds,
    accepted,
    lost: fell + unanchored,
    double: await doubles(url, truth),
    wrongRows: await wrongRows(url, truth),
    seed,
    afterBackup,
    foundOnChain: found,
  };
}

const KEYS = "select institution || '/' || number as key from batches";
const keyOf = ({ institution, number }: Accepted) => `${institution}/${number}`;

/** Waits until the chain holds one of these batches, if there are any. */
async function anchoredSince(world: World, after: readonly Accepted[]): Promise<void> {
  const until = Date.now() + READY_MS;
  while (after.length > 0 && Date.now() < until) {
    const { anchors } = await readTruth(world);
    if (after.some((one) => anchors.has(keyOf(one)))) return;
    await wait(50);
  }
}

/** Waits for so many accepted batches. */
async function moreThan(load: Load, count: number): Promise<void> {
  const until = Date.now() + READY_MS;
  while (load.accepted.length < count) {
    if (Date.now() > until) throw new Error(`Nothing is accepted: ${JSON.stringify([...load.refused])}.`);
    await wait(5);
  }
}

async function prepare(world: World) {
  const { registry, client } = await startOne(world);
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  const { version } = await publishCourse(deps, 2, "restoring");
  await registry.close();
  return version;
}

async function emptyDatabase(world: World, round: number): Promise<string> {
  const name = `restored_${round}`;
  await ask(world.databaseUrl, `create database ${name}`);
  const url = new URL(world.databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Until everything that is here has come to its end. */
async function settle(registry: Running, url: string): Promise<void> {
  const until = Date.now() + READY_MS;
  for (;;) {
    const [row] = await ask<{ n: string }>(
      url,
      `select (select count(*) from batches b left join relays r on r.id = b.relay
          where b.state = 'closing' or (b.state = 'sealed' and coalesce(r.state, '') not in ('mined', 'failed')))
        + (select count(*) from relays where state in ('accepted', 'signed', 'broadcast')) as n`,
    );
    const { ready } = await registry.client.readiness().catch(() => ({ ready: false }));
    if (Number(row?.n) === 0 && ready) return;
    if (Date.now() > until) throw new Error(`${row?.n} batches and acts do not come to their end.`);
    await wait(100);
  }
}
