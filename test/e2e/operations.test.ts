import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createLog, diagnose, type Registry, restore, runDoctor } from "@peerseal/registry-api";
import type { Client, VersionId } from "@peerseal/sdk";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { saveBackup } from "../../packages/registry-api/dist/ops/backup/save.js";
import { listSavedTables } from "../../packages/registry-api/dist/store/backup-tables.js";
import { openDatabase } from "../../packages/registry-api/dist/store/database.js";
import { MIGRATIONS, migrate } from "../../packages/registry-api/dist/store/migrations/index.js";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { makeWorld, startOne, type World } from "./relaying.world.ts";
import { walletOf } from "./stack.keys.ts";

const WITHIN = { timeout: 60_000, interval: 50 };
const QUICK = { everyMs: 20 };
const silent = createLog({ logLevel: "silent" });
const now = () => Math.floor(Date.now() / 1000);

let world: World;
let registry: Registry;
let client: Client;
let version: VersionId;
/** The database of the registry that runs. */
let runningOn: string;
let folder: string;

beforeAll(async () => {
  world = await makeWorld("operations");
  folder = await mkdtemp(join(tmpdir(), "peerseal-operations-"));
  ({ registry, client } = await startOne(world));
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  ({ version } = await publishCourse(deps, 2, "operations"));
});

afterAll(async () => {
  await registry?.close();
  await world?.end();
  await rm(folder, { recursive: true, force: true });
});

/** A database of its own on the world's server. */
async function makeDatabase(name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: world.databaseUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(world.databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Settings of the world's registry, on one of its databases. */
const environmentOf = (databaseUrl: string) => ({
  PEERSEAL_DATA_DIR: join(world.dataDir, "registry"),
  RPC_URL: world.rpc,
  PEERSEAL_NETWORK: world.deployment.network,
  DATABASE_URL: databaseUrl,
});

const issue = (api: Client, learners: readonly string[]) =>
  api.batches.issue({ courseVersion: version, learners: [...learners] });

test("metrics say what database and chain hold, to programs of this machine alone", async () => {
  const batch = await issue(client, ["a@example.org"]);
  await client.batches.reached(batch, ["anchored"], QUICK);
  const text = await (await fetch(`${registry.url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name.replace(/[{}"]/g, "\\$&")} (\\S+)$`, "m").exec(text)?.[1]);
  expect(value("peerseal_database_up_bool")).toBe(1);
  expect(value("peerseal_index_head_block")).toBeGreaterThan(0);
  expect(value("peerseal_chain_head_block")).toBeGreaterThanOrEqual(value("peerseal_index_head_block"));
  expect(value('peerseal_relay_queue_acts{state="mined"}')).toBeGreaterThan(5);
  expect(value('peerseal_batches_under_way_batches{state="unanchored"}')).toBe(0);
  expect(text).toMatch(/^peerseal_relayer_balance_wei\{address="0x[0-9a-f]{40}"\} [1-9]/m);
  expect(text).toMatch(
    /^peerseal_rpc_requests_total\{endpoint="0",method="eth_getBlockByNumber",outcome="answered"\} \d+/m,
  );
  expect(text).toMatch(
    /^peerseal_http_requests_total\{method="POST",route="\/v1\/batches\/issue",status_class="2xx"\} 1$/m,
  );
  // Every name ends in its unit.
  for (const [, name = ""] of text.matchAll(/^# TYPE (\S+)/gm)) {
    expect(name).toMatch(/_(?:total|seconds|bytes|block|blocks|wei|acts|batches|connections|jobs|bool)$/);
  }
  const passedOn = await fetch(`${registry.url}/metrics`, { headers: { "x-forwarded-for": "8.8.8.8" } });
  expect(passedOn.status).toBe(404);
  const { operations } = await client.readiness();
  const well = { ready: true, reason: null };
  expect(operations).toMatchObject({ drain: well, migrations: well, disk: well, funds: well });
});

test("metrics have a port and a token of their own where that is set", async () => {
  const metricsToken = "a-token-of-this-test";
  const operations = {
    metricsPort: 0,
    metricsToken,
    drainSeconds: 0,
    logRequests: "errors",
    leastWei: 10n ** 30n,
  } as const;
  const lines: string[] = [];
  const log = createLog({ logLevel: "info" }, { write: (line) => lines.push(line) });
  const other = await startOne(world, { folder: "metrics", config: { operations }, log });
  try {
    const told = lines.map((line) => JSON.parse(line)).find(({ event }) => event === "metrics-listening");
    const url = `${told.url}/metrics`;
    expect((await fetch(url)).status).toBe(401);
    const shown = { headers: { authorization: `Bearer ${metricsToken}` } };
    expect(await (await fetch(url, shown)).text()).toContain("peerseal_index_head_block");
    expect((await fetch(`${other.registry.url}/metrics`, shown)).status).toBe(404);
    // Little money is told, and is no reason to take in nothing.
    const low = { ready: false, reason: "relayer-funds-low" };
    const readyz = await fetch(`${other.registry.url}/readyz`);
    expect(readyz.status).toBe(503);
    expect(await readyz.json()).toMatchObject({ ready: false, serving: true, operations: { funds: low } });
    expect((await fetch(`${other.registry.url}/readyz?only=serving`)).status).toBe(200);
  } finally {
    await other.registry.close();
  }
});

test("a draining replica says so, answers what it has taken in, and ends", async () => {
  const other = await startOne(world, { folder: "draining" });
  other.registry.drain();
  const readyz = await fetch(`${other.registry.url}/readyz?only=serving`);
  expect(readyz.status).toBe(503);
  expect(readyz.headers.get("connection")).toBe("close");
  expect(await readyz.json()).toMatchObject({ serving: false, operations: { drain: { reason: "draining" } } });
  // A request whose body comes slowly is at work when the end begins.
  const body = JSON.stringify({ credential: {} });
  const slow = httpRequest(`${other.registry.url}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  });
  const answered = once(slow, "response");
  slow.write(body.slice(0, 10));
  // Until the server has it: another request that was sent later is answered.
  await other.client.readiness().catch(() => undefined);
  const closed = other.registry.close();
  slow.end(body.slice(10));
  const [response] = await answered;
  // What is no credential is told so: an answer, where a cut connection would give none.
  expect(response.statusCode).toBe(422);
  response.resume();
  await closed;
  await expect(fetch(`${other.registry.url}/healthz`)).rejects.toThrow();
});

test("on SIGTERM a process answers what it has taken in, and exits with 0", async () => {
  const child = spawn(process.execPath, ["packages/registry-api/dist/main.js"], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, ...environmentOf(world.databaseUrl), PORT: "0", DRAIN_SECONDS: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const events: Record<string, unknown>[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => events.push(JSON.parse(line)));
  const exited = once(child, "exit");
  try {
    const listening = await vi.waitFor(() => {
      const found = events.find(({ event }) => event === "registry-listening");
      if (found === undefined) throw new Error(JSON.stringify(events));
      return found;
    }, WITHIN);
    const api = String(listening.url);
    const body = JSON.stringify({ credential: {} });
    const slow = httpRequest(`${api}/v1/verify`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
    });
    const answered = once(slow, "response");
    slow.write(body.slice(0, 10));
    child.kill("SIGTERM");
    await vi.waitFor(async () => expect((await fetch(`${api}/readyz?only=serving`)).status).toBe(503), WITHIN);
    await vi.waitFor(async () => await expect(fetch(`${api}/healthz`)).rejects.toThrow(), WITHIN);
    slow.end(body.slice(10));
    const [response] = await answered;
    // What is no credential is told so: an answer, where a cut connection would give none.
    expect(response.statusCode).toBe(422);
    response.resume();
    expect(await exited).toEqual([0, null]);
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["registry-stopping", "registry-draining", "registry-ended"]),
    );
    expect(events.map(({ event }) => event)).not.toContain("connections-cut");
  } finally {
    child.kill("SIGKILL");
  }
}, 180_000);

test("two processes that start at once migrate once; one that is older than the database refuses", async () => {
  const url = await makeDatabase("migrating");
  const [first, second] = await Promise.all([openDatabase({ url }), openDatabase({ url })]);
  try {
    const applied = await Promise.all([migrate(first.db), migrate(second.db)]);
    expect(applied.flat().sort()).toEqual(Object.keys(MIGRATIONS).sort());
    // What a newer version added: the old one goes on reading, and does not start again.
    await sql`alter table batches add column of_a_newer_version integer not null default 0`.execute(first.db);
    await sql`insert into migrations (name, timestamp) values ('29991231000000_newer', 'now')`.execute(first.db);
    await expect(migrate(second.db)).rejects.toMatchObject({
      code: "database-newer",
      details: { unknown: ["29991231000000_newer"] },
    });
    expect(await second.db.selectFrom("batches").selectAll().execute()).toEqual([]);
    await expect(startOne(world, { folder: "older", config: { databaseUrl: url } })).rejects.toMatchObject({
      code: "database-newer",
    });
  } finally {
    await first.close();
    await second.close();
  }
});

test("an old backup does no harm: what the chain holds is found there, and nothing is anchored or signed twice", async () => {
  const open = await client.batches.open({ institution: 2, courseVersion: version, learners: 1 });
  const known = await issue(client, ["before@example.org"]);
  await client.batches.reached(known, ["anchored"], QUICK);
  const path = join(folder, "old");
  const manifest = await saveBackup(world.databaseUrl, path, now());
  expect(manifest.tables.map(({ name }) => name)).toEqual(
    (await listSavedTables(world.database.db)).map(({ name }) => name),
  );
  const saved = new Set(manifest.tables.map(({ name }) => name));
  for (const name of ["network", "relays", "batches", "batch_credentials", "corrections", "documents"]) {
    expect(saved).toContain(name);
  }
  for (const name of ["blocks", "chain_cursor", "chain_anchors", "status_changes", "institutions", "migrations"]) {
    expect(saved).not.toContain(name);
  }
  const later = await issue(client, ["later@example.org"]);
  await client.batches.reached(later, ["anchored"], QUICK);
  const anchored = () => sql<{ n: number }>`select count(*)::int as n from chain_anchors`.execute(world.database.db);
  const before = (await anchored()).rows[0]?.n;
  const spent = await world.provider.getTransactionCount(
    (
      await world.database.db
        .selectFrom("relays")
        .select("sender")
        .where("sender", "is not", null)
        .executeTakeFirstOrThrow()
    ).sender ?? "",
  );
  await registry.close();

  const url = await makeDatabase("restored");
  const place = { network: world.deployment.network, rpc: world.rpc, firstBlock: world.deployment.deployedAtBlock };
  const config = { databaseUrl: url, dataDir: world.dataDir };
  const restored = await restore(config, place, path, { log: silent, now });
  expect(restored.reconciled).toMatchObject({
    overtaken: [],
    unknown: [{ institution: 2, number: later.number, size: 1, here: 0 }],
  });
  await expect(restore(config, place, path, { log: silent, now })).rejects.toMatchObject({ code: "restore-refused" });

  runningOn = url;
  ({ registry, client } = await startOne(world, { config: { databaseUrl: url } }));
  await vi.waitFor(async () => expect((await client.readiness()).ready).toBe(true), WITHIN);
  expect((await client.batches.get(known)).state).toBe("anchored");
  expect((await client.batches.get(open)).state).toBe("open");
  await expect(client.batches.get(later)).rejects.toMatchObject({ code: "not-found" });
  const next = await issue(client, ["after@example.org"]);
  await client.batches.reached(next, ["anchored"], QUICK);
  const reader = await openDatabase({ url });
  try {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from chain_anchors`.execute(reader.db);
    expect(rows[0]?.n).toBe((before ?? 0) + 1);
    const nonces = await reader.db.selectFrom("relays").select("nonce").where("nonce", ">=", spent).execute();
    expect(nonces).toEqual([{ nonce: spent }]);
  } finally {
    await reader.close();
  }
});

test("a backup that is damaged, cut off, of another network or of a newer version is refused before anything is written", async () => {
  const place = { network: world.deployment.network, rpc: world.rpc, firstBlock: world.deployment.deployedAtBlock };
  const path = join(folder, "bad");
  const manifest = await saveBackup(world.databaseUrl, path, now());
  const url = await makeDatabase("untouched");
  const trying = () => restore({ databaseUrl: url, dataDir: world.dataDir }, place, path, { log: silent, now });
  const text = await readFile(join(path, "backup.json"), "utf8");
  const file = join(path, "relays.copy.gz");
  const bytes = await readFile(file);
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
  await writeFile(file, changed);
  await expect(trying()).rejects.toMatchObject({ code: "backup-damaged", details: { file: "relays.copy.gz" } });
  await rm(file);
  await expect(trying()).rejects.toMatchObject({ code: "backup-damaged", details: { file: "relays.copy.gz" } });
  await writeFile(file, bytes);
  await writeFile(join(path, "backup.json"), text.replace(`"rows": ${manifest.tables[0]?.rows}`, '"rows": 999'));
  await expect(trying()).rejects.toMatchObject({ code: "backup-damaged", details: { file: "backup.json" } });
  await rm(join(path, "backup.json"));
  await expect(trying()).rejects.toMatchObject({ code: "backup-damaged", details: { file: "backup.json" } });

  const { writeManifest } = await import("../../packages/registry-api/dist/ops/backup/manifest.js");
  await writeManifest(path, { ...manifest, network: { ...manifest.network, genesis: `0x${"7".repeat(64)}` } });
  await expect(trying()).rejects.toMatchObject({ code: "backup-foreign", details: { field: "genesis" } });
  await writeManifest(path, { ...manifest, migrations: [...manifest.migrations, "29991231000000_newer"] });
  await expect(trying()).rejects.toMatchObject({ code: "database-newer" });
  await expect(saveBackup(world.databaseUrl, path, now())).rejects.toMatchObject({ code: "restore-refused" });
  const untouched = await openDatabase({ url });
  const { rows } = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(untouched.db);
  await untouched.close();
  expect(rows).toEqual([]);
});

test("the commands of the manual do what it says", async () => {
  const run = (script: string, args: readonly string[], databaseUrl: string) =>
    promisify(execFile)(
      process.execPath,
      [fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url)), ...args],
      {
        cwd: folder,
        env: { ...process.env, ...environmentOf(databaseUrl), INIT_CWD: folder, PORT: "0" },
      },
    );
  const saved = await run("backup", ["by-command"], runningOn);
  expect(saved.stdout).toMatch(/^Saved \d+ rows of \d+ tables into .+by-command\.\n$/);
  expect(saved.stderr).toContain("Keys are not in it.");
  const url = await makeDatabase("by_command");
  const restored = await run("restore", ["by-command"], url);
  expect(restored.stdout).toContain("the chain's tables were read again");
}, 240_000);

test("doctor finds nothing wrong with a registry that runs, and names what was planted", async () => {
  const { address } = walletOf("relayer");
  const environment = { ...environmentOf(runningOn), PORT: new URL(registry.url).port };
  type Options = Parameters<typeof diagnose>[1];
  const wrong = async (more: Readonly<Record<string, string>>, options?: Options) =>
    (await diagnose({ ...environment, ...more }, options)).filter(({ level }) => level !== "ok");
  expect(await wrong({ DATABASE_URL: runningOn })).toEqual([]);

  // The database that the registry left: nobody writes there any more.
  const planted = { DATABASE_URL: world.databaseUrl };
  const { db } = world.database;
  const spent = await world.provider.getTransactionCount(address);
  const sender = address.toLowerCase();
  await sql`
    insert into relays (id, action, message, target, calldata, state, sender, nonce, raw, hash, accepted_at, signed_at)
    values ('0xstuck', 'Anchor', '{}', '0x', '0x', 'broadcast', ${sender}, ${spent + 1}, '0x', '0x', 1, 1)
  `.execute(db);
  await sql`
    insert into batches (institution, number, course_version, capacity, state, root, size, opened_at, sealed_at)
    values (2, 999, '0x', 1, 'sealed', '0x', 1, 1, 1)
  `.execute(db);
  await sql`
    insert into webhooks (id, institution, url, events, secret, created_at) values ('w', 2, '', '{}', '', 1)
  `.execute(db);
  await sql`insert into notices (id, type, institution, data, is_spread) values ('n', '', 2, '{}', true)`.execute(db);
  await sql`
    insert into webhook_deliveries (id, webhook, notice, state, created_at) values ('d', 'w', 'n', 'dead', 1)
  `.execute(db);
  await sql`delete from migrations where name = (select max(name) from migrations)`.execute(db);
  await sql`update chain_cursor set number = number - 50`.execute(db);
  const found = await wrong({ ...planted, RELAYER_LOW_WEI: `1${"0".repeat(29)}` });
  expect(found.map(({ check, level }) => `${check} ${level}`)).toEqual([
    "migrations warn",
    "index warn",
    "relayer warn",
    "relayer warn",
    "stuck warn",
    "batches warn",
    "webhooks warn",
  ]);
  for (const { fix } of found) expect(fix).not.toBeNull();
  expect(found[3]?.message).toContain(`Nonces ${spent} are held by no act`);

  // A block that was final and is another now; a clock that is wrong; a database of another network.
  await sql`update chain_cursor set final_hash = ${`0x${"7".repeat(64)}`}`.execute(db);
  await sql`update network set network = 'eip155:1:0x', genesis = '0x'`.execute(db);
  const worse = await wrong(planted, { now: () => now() - 100_000 });
  expect(worse).toContainEqual(expect.objectContaining({ check: "index", level: "fail" }));
  expect(worse.filter(({ check }) => check === "clock")).toHaveLength(2);
  expect(worse.filter(({ check }) => check === "network")).toHaveLength(2);
  await sql`insert into migrations (name, timestamp) values ('29991231000000_newer', 'now')`.execute(db);
  expect(await wrong(planted)).toContainEqual(expect.objectContaining({ check: "migrations", level: "fail" }));

  // Nothing there at all: the embedded database is down, the chain does not answer.
  const gone = await wrong({
    DATABASE_URL: "",
    PEERSEAL_DATA_DIR: join(folder, "none"),
    RPC_URL: "http://127.0.0.1:1/s3cret",
    PORT: "0",
  });
  expect(gone.map(({ check, level }) => `${check} ${level}`)).toEqual([
    "data-folder warn",
    "keystore warn",
    "postgres fail",
    "migrations warn",
    "network fail",
    "index warn",
    "relayer warn",
    "stuck warn",
    "batches warn",
    "webhooks warn",
  ]);
  expect(JSON.stringify(gone)).not.toContain("s3cret");

  const lines: string[] = [];
  const write = (text: string) => lines.push(text);
  expect(await runDoctor(["--json"], { ...environment, DATABASE_URL: runningOn }, write)).toBe(0);
  expect(JSON.parse(lines.join(""))).toMatchObject({ level: "ok", findings: expect.any(Array) });
  expect(await runDoctor([], { ...environment, DATABASE_URL: runningOn, PORT: "x" }, write)).toBe(1);
  expect(lines.at(-1)).toMatch(/^FAIL {2}settings/m);
});
