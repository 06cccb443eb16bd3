import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import {
  type CourseVersionDocument,
  type CredentialBatch,
  type CredentialKey,
  credentialBuilder,
  type Hex,
  type NetworkId,
  type VersionId,
} from "@peerseal/sdk";
import { createBulkIssuer } from "@peerseal/sdk/bulk";
import pg from "pg";
import { addCredentialKey, foundNetwork, publishCourse } from "../../test/e2e/cast.ts";
import { keyFor, makeWorld, startOne, type World } from "../../test/e2e/relaying.world.ts";
import { type Loaded, load, type Shot, send, type Target } from "./load.ts";
import { REPLICA_FLAGS } from "./replica-flags.ts";

/** What the benchmark came to: text for people and one line for programs. */
export type Accepted = { readonly text: string; readonly line: object };

const INSTITUTION = 2;
const BULK = 100;
const BULK_CONNECTIONS = 8;
const SINGLE_CONNECTIONS = 24;

type Place = { readonly number: number; readonly index: number; readonly statusId: string };
type Scene = Target & {
  readonly version: VersionId;
  readonly document: CourseVersionDocument;
  readonly key: CredentialKey;
  readonly network: NetworkId;
  readonly agent: Agent;
};

/**
 * How many credentials a registry accepts: stored and committed before it answers. Chain, database, load and registry
 * share this machine's cores; the registry has a process of its own.
 *
 * @param seconds of each measurement
 */
export async function accept(seconds: number): Promise<Accepted> {
  const world = await makeWorld("bench-accept");
  let server: ChildProcess | undefined;
  const agent = new Agent({ keepAlive: true });
  try {
    const founded = await found(world);
    server = fork(fileURLToPath(new URL("./accept-server.ts", import.meta.url)), [placeOf(world)], {
      stdio: ["ignore", 2, 2, "ipc"],
      execArgv: [...process.execArgv, ...REPLICA_FLAGS],
    });
    const [{ url }] = (await once(server, "message")) as [{ url: string }];
    const scene: Scene = { url, agent, apiKey: await keyFor(world), network: world.connection.network, ...founded };
    const peer = await oneCommitEach(world, Math.min(seconds, 3));
    const results: Record<string, Measured> = {};
    for (const [name, run] of Object.entries(RUNS)) {
      // The first requests of a kind compile what the others run; a registry does so once.
      await WARM_UP[name]?.(scene);
      const before = await told(server);
      const loaded = await run(scene, seconds);
      const { cpuMs } = await told(server);
      const cpuMicros = Math.round(((cpuMs - before.cpuMs) * 1_000) / loaded.credentials);
      results[name] = { ...loaded, cpuMicros };
    }
    const { peakMB } = await told(server);
    await requireStored(world, results);
    return report(results, peer, Math.round(peakMB));
  } finally {
    agent.destroy();
    if (server?.connected === true) {
      const ended = once(server, "exit");
      server.disconnect();
      await ended;
    }
    await world.end();
  }
}

const RUNS: Readonly<Record<string, (scene: Scene, seconds: number) => Promise<Loaded>>> = {
  digestsBulk: digestsInBulk,
  digestsSingle: digestsOneByOne,
  issuedBulk: issuedInBulk,
  issuedSingle: issuedOneByOne,
  signedBulk: signedInBulk,
};

const WARM_UP: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  digestsBulk: (scene) => digestsInBulk(scene, 1),
  digestsSingle: (scene) => digestsOneByOne(scene, 2),
  issuedBulk: (scene) => issuedInBulk(scene, 1),
  signedBulk: async (scene) => load(scene, 1, 5, await shotsFrom(scene, 3)),
};

async function told(server: ChildProcess): Promise<{ readonly peakMB: number; readonly cpuMs: number }> {
  const answer = once(server, "message");
  server.send("what it took");
  const [told] = await answer;
  return told as { peakMB: number; cpuMs: number };
}

function placeOf({ dataDir, rpc, databaseUrl, deployment }: World): string {
  return JSON.stringify({ dataDir, rpc, databaseUrl, deployment });
}

async function found(world: World) {
  const { registry, client } = await startOne(world);
  try {
    const deps = { client, connection: world.connection };
    await foundNetwork(deps, INSTITUTION);
    const key = await addCredentialKey(deps, INSTITUTION);
    const { version, document } = await publishCourse(deps, INSTITUTION, "shelter-hygiene");
    return { key, version, document };
  } finally {
    await registry.close();
  }
}

async function reserve(scene: Scene, count: number): Promise<readonly Place[]> {
  const body = JSON.stringify({ institution: INSTITUTION, courseVersion: scene.version, count });
  const { slots } = JSON.parse(await send(scene.agent, scene, { path: "/v1/slots", body })) as { slots: Place[] };
  return slots;
}

async function reserveMany(scene: Scene, count: number): Promise<Place[]> {
  const places: Place[] = [];
  while (places.length < count) places.push(...(await reserve(scene, Math.min(1_000, count - places.length))));
  return places;
}

const freshDigest = (): Hex => `0x${randomBytes(32).toString("hex")}`;
const leavesOf = (places: readonly Place[]): Shot => ({
  path: "/v1/leaves",
  body: JSON.stringify({
    institution: INSTITUTION,
    leaves: places.map(({ number, index }) => ({ number, index, digest: freshDigest() })),
  }),
  credentials: places.length,
});

/** Both steps of an institution that signs itself: places, then digests. Places count for no credential. */
function digestsInBulk(scene: Scene, seconds: number): Promise<Loaded> {
  return load(scene, BULK_CONNECTIONS, seconds, async () => leavesOf(await reserve(scene, BULK)));
}

/** As learners finish: a place was reserved before, its digest follows by itself. */
async function digestsOneByOne(scene: Scene, seconds: number): Promise<Loaded> {
  const places = await reserveMany(scene, seconds * 6_000);
  return load(scene, SINGLE_CONNECTIONS, seconds, () => {
    const place = places.pop();
    return place === undefined ? null : leavesOf([place]);
  });
}

let learners = 0;
const issueOf = ({ version }: Scene, count: number): Shot => ({
  path: "/v1/credentials",
  body: JSON.stringify({
    institution: INSTITUTION,
    courseVersion: version,
    learners: Array.from({ length: count }, () => ({ kind: "student-number", value: `S${learners++}` })),
  }),
  credentials: count,
});

function issuedInBulk(scene: Scene, seconds: number): Promise<Loaded> {
  return load(scene, BULK_CONNECTIONS, seconds, () => issueOf(scene, BULK));
}

function issuedOneByOne(scene: Scene, seconds: number): Promise<Loaded> {
  return load(scene, SINGLE_CONNECTIONS, seconds, () => issueOf(scene, 1));
}

/** Whole credentials, signed before the clock runs; the registry checks each form and signature. */
async function signedInBulk(scene: Scene, seconds: number): Promise<Loaded> {
  return load(scene, BULK_CONNECTIONS, seconds, await shotsFrom(scene, seconds * 30));
}

async function shotsFrom(scene: Scene, count: number): Promise<() => Shot | null> {
  const shots = await signedShots(scene, count);
  return () => shots.pop() ?? null;
}

async function signedShots(scene: Scene, count: number): Promise<Shot[]> {
  const { key, document, network } = scene;
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const issuer = createBulkIssuer(key, { created: at });
  const shots: Shot[] = [];
  for (let shot = 0; shot < count; shot++) {
    const places = await reserve(scene, BULK);
    const byBatch = Map.groupBy(places, ({ number }) => number);
    for (const [number, there] of byBatch) {
      const batch: CredentialBatch = {
        network,
        issuer: { institution: INSTITUTION, name: "Institution 2", did: key.did },
        number,
        courseVersion: document,
        courseCode: "shelter-hygiene",
        language: "en",
        basis: "assessed",
        activityStartDate: at,
        activityEndDate: at,
        awardedDate: at,
        validFrom: at,
      };
      const build = credentialBuilder(batch);
      const texts: string[] = [];
      for (const { index } of there) {
        const learner = {
          identifier: { kind: "email" as const, value: `${index}@example.org` },
          salt: randomBytes(16),
        };
        const { bytes } = await issuer.issue(build({ index, learner, random: randomBytes(16) }));
        texts.push(Buffer.from(bytes).toString("utf8"));
      }
      shots.push({
        path: `/v1/batches/${INSTITUTION}/${number}/credentials`,
        body: `{"credentials":[${texts.join(",")}]}`,
        credentials: there.length,
      });
    }
  }
  return shots;
}

/** What a commit for each credential gives at best: no HTTP, no checks, one statement over 16 connections. */
async function oneCommitEach({ databaseUrl }: World, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
  try {
    await pool.query("create table bench_peer (index bigint primary key, digest text not null unique, put_at bigint)");
    const end = performance.now() + seconds * 1_000;
    let stored = 0;
    const start = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (performance.now() < end) {
          const values = [stored++, freshDigest(), 1];
          await pool.query({ name: "put", text: "insert into bench_peer values ($1, $2, $3)", values });
        }
      }),
    );
    return Math.round((stored * 1_000) / (performance.now() - start));
  } finally {
    await pool.query("drop table bench_peer");
    await pool.end();
  }
}

/** `cpuMicros`: of the registry's process, for each credential. */
type Measured = Loaded & { readonly cpuMicros: number };
type Results = Readonly<Record<string, Measured>>;

/** Whatever was answered is in the database. @throws where it is not */
async function requireStored({ database }: World, results: Results): Promise<void> {
  const accepted = Object.values(results).reduce((sum, { credentials }) => sum + credentials, 0);
  const { stored } = await database.db
    .selectFrom("batchCredentials")
    .select(({ fn }) => fn.countAll<number>().as("stored"))
    .executeTakeFirstOrThrow();
  if (stored < accepted) throw new Error(`${accepted} were accepted, ${stored} are stored.`);
}

function report(results: Results, peer: number, peakMB: number): Accepted {
  const { digestsBulk, digestsSingle, issuedBulk, issuedSingle, signedBulk } = results;
  if (!digestsBulk || !digestsSingle || !issuedBulk || !issuedSingle || !signedBulk)
    throw new TypeError("All were run.");
  const rows: readonly [string, Measured][] = [
    [`digests, ${BULK} a request (places reserved each time)`, digestsBulk],
    ["digests, one a request", digestsSingle],
    [`signed by the registry, ${BULK} a request`, issuedBulk],
    ["signed by the registry, one a request", issuedSingle],
    [`signed by the institution and checked, ${BULK} a request`, signedBulk],
  ];
  const widest = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(
    ([name, { perSecond, p50ms, p99ms, cpuMicros }]) =>
      `  ${name.padEnd(widest)}  ${String(perSecond).padStart(7)}/s   p50 ${p50ms.toFixed(1)} ms   p99 ${p99ms.toFixed(1)} ms   ${cpuMicros} µs of the registry's CPU each`,
  );
  const text = `Credentials accepted: committed before they are answered for; load, chain, database and registry on the same cores
${lines.join("\n")}
  PostgreSQL alone, a commit for each of 16 connections: ${peer}/s
  memory of the registry at its peak: ${peakMB} MB
`;
  const pick = ({ perSecond, p50ms, p99ms, cpuMicros }: Measured) => ({ perSecond, p50ms, p99ms, cpuMicros });
  const line = {
    bench: "accept",
    // Digests in bulk: every way ends with these, and it is the one where only the registry's own work counts.
    ours: { ...pick(digestsBulk), peakMB },
    single: pick(digestsSingle),
    registrySigned: { bulk: pick(issuedBulk), single: pick(issuedSingle) },
    institutionSigned: { bulk: pick(signedBulk) },
    peer: { name: "PostgreSQL, one commit a credential, without HTTP", perSecond: peer },
    ratio: Math.round((digestsSingle.perSecond / peer) * 100) / 100,
  };
  return { text, line };
}
