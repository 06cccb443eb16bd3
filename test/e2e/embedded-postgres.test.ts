import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { databaseFault, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../packages/registry-api/dist/store/embedded/embedded-postgres.js";
import { copyProgram, findProgram, isComplete } from "../../packages/registry-api/dist/store/embedded/program.js";

const isRoot = process.getuid?.() === 0;

let root: string;
let dataDir: string;
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  // Of mode 0700, like a private clone.
  root = await mkdtemp(join(tmpdir(), "peerseal-postgres-"));
  dataDir = join(root, "one");
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const database of started.splice(0)) await database.stop();
  for (const name of await readdir(root)) await removeEmbeddedPostgres(join(root, name));
  await rm(root, { recursive: true, force: true });
});

async function start(folder = dataDir): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir: folder });
  started.push(database);
  return database;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

/** Process number of the server of a data folder. */
async function serverOf(folder: string): Promise<number> {
  const home = join(folder, "postgres");
  const place = isRoot ? JSON.parse(await readFile(join(home, "place.json"), "utf8")).folder : home;
  return Number((await readFile(join(place, "data", "postmaster.pid"), "utf8")).split("\n")[0]);
}

test("what was written is there after a stop and a start", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE word (text text); INSERT INTO word VALUES ('評価'), ('Übung')");
  await first.stop();
  await expect(query(first.url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  const second = await start();
  expect(await query(second.url, "SELECT text FROM word ORDER BY text")).toEqual([["Übung"], ["評価"]]);
  const settings = "SELECT current_setting('fsync'), current_setting('server_encoding'), current_setting('TimeZone')";
  expect(await query(second.url, settings)).toEqual([["on", "UTF8", "UTC"]]);
});

test("after a SIGKILL of its parent the database that lives on is taken over, with its data", async () => {
  const program = join(import.meta.dirname, "embedded-postgres.child.ts");
  const child = spawn(process.execPath, [program, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const url = String((await lines.next()).value);
  await query(url, "CREATE TABLE word (text text); INSERT INTO word VALUES ('kept')");
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: "data-locked" });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await exited;
  expect(await query(url, "SELECT text FROM word")).toEqual([["kept"]]);
  const next = await start();
  expect(await query(next.url, "SELECT text FROM word")).toEqual([["kept"]]);
});

test("after a SIGKILL of the server itself the data is there", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE word (text text); INSERT INTO word VALUES ('kept')");
  process.kill(await serverOf(dataDir), "SIGKILL");
  await first.stop();
  const second = await start();
  expect(await query(second.url, "SELECT text FROM word")).toEqual([["kept"]]);
});

test("a server that was killed while in use comes back at the same address, with its data", async () => {
  const { url, stop } = await start();
  await query(url, "CREATE TABLE word (text text); INSERT INTO word VALUES ('kept')");
  process.kill(await serverOf(dataDir), "SIGKILL");
  await expect.poll(() => query(url, "SELECT text FROM word").catch(() => null)).toEqual([["kept"]]);
  await stop();
  await expect(query(url, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("two data folders have databases of their own at once", async () => {
  const [one, two] = await Promise.all([start(), start(join(root, "two"))]);
  await query(one.url, "CREATE TABLE word (text text)");
  expect(await query(two.url, "SELECT to_regclass('word')")).toEqual([[null]]);
  expect(one.url).not.toBe(two.url);
});

test("a folder in use is refused; its password is for its owner alone, and needed", async () => {
  const { url } = await start();
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: "data-locked" });
  await expect(removeEmbeddedPostgres(dataDir)).rejects.toMatchObject({ code: "data-locked" });
  expect((await stat(join(dataDir, "postgres", "password"))).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
});

test("removing leaves nothing, and the next start begins empty", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE word (text text)");
  await first.stop();
  await removeEmbeddedPostgres(dataDir);
  expect(await readdir(dataDir)).toEqual([]);
  const second = await start();
  expect(await query(second.url, "SELECT to_regclass('word')")).toEqual([[null]]);
});

test("a data folder deleted by hand takes its database with it", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE word (text text)");
  await first.stop();
  await rm(dataDir, { recursive: true });
  const second = await start();
  expect(await query(second.url, "SELECT to_regclass('word')")).toEqual([[null]]);
});

test("a moved data folder keeps its database", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE word (text text)");
  await first.stop();
  await rename(dataDir, join(root, "moved"));
  const second = await start(join(root, "moved"));
  expect(await query(second.url, "SELECT to_regclass('word')")).toEqual([["word"]]);
});

test("links that an install script did not make are made in the copy", async () => {
  const program = await findProgram();
  const bare = join(root, "package");
  // As npm leaves it when install scripts are blocked: no links.
  await cp(program.root, bare, {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (source) => !(await import("node:fs")).lstatSync(source).isSymbolicLink(),
  });
  const unlinked = { ...program, root: bare };
  expect(await isComplete(unlinked)).toBe((await readLinks(bare)).length === 0);
  const native = await copyProgram(unlinked, join(root, "copies"));
  for (const { target } of await readLinks(bare)) {
    expect((await stat(join(native, target.replace(/^native\//, "")))).isFile()).toBe(true);
  }
  expect(await copyProgram(unlinked, join(root, "copies"))).toBe(native);
});

async function readLinks(packageRoot: string): Promise<{ target: string }[]> {
  return JSON.parse(await readFile(join(packageRoot, "native", "pg-symlinks.json"), "utf8"));
}

test("a connection that is ended within a transaction fails the transaction, and not the process", async () => {
  const { url } = await start();
  const { db, close } = await openDatabase({ url });
  const ended = db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
    await query(url, `SELECT pg_terminate_backend(${rows[0]?.pid}, 5000)`);
    await sql`select 1`.execute(transaction);
  });
  expect(databaseFault(await ended.catch((error: unknown) => error))?.code).toBe("database-unreachable");
  expect((await sql`select 1`.execute(db)).rows).toHaveLength(1);
  await close();
});
