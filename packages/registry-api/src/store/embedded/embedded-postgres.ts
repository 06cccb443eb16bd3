import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PeersealError } from "@peerseal/sdk";
import pg from "pg";
import { clearPlace, findPlace, homeIn, notedFolder, type Place, PlaceTaken, type RunAs } from "./place.js";
import { isReady, readPostmaster, stopPostmaster } from "./postmaster.js";
import { hasCode, isProcessRunning, takeProcessLock } from "./process-lock.js";
import { copyProgram, type Executables, executablesIn, exists, findProgram, isComplete, noBinary } from "./program.js";

const USER = "peerseal";
const DATABASE = "peerseal";
const START_ATTEMPTS = 8;
const START_PATIENCE_MS = 60_000;
// Lets the processes of one that died go, and keeps one that dies again and again from taking the machine.
const RESTART_PAUSE_MS = 300;
// What another attempt with another port, or a moment later, can heal.
const PASSING = /could not bind|Address already in use|shared memory block|could not create any TCP/i;

export type EmbeddedPostgresOptions = {
  readonly dataDir: string;
  /** Told of steps that take time, and of a server that died, as an event name with fields. */
  readonly log?: (event: string, fields: Readonly<Record<string, unknown>>) => void;
};

/** A running PostgreSQL that belongs to this process. */
export type EmbeddedPostgres = {
  /** Connection URL with the password; loopback only. */
  readonly url: string;
  /** Where its data stand. */
  readonly folder: string;
  /** Ends all connections, stops the server after a checkpoint, and frees the folder. May be called twice. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the PostgreSQL of a data folder, initialising it the first time. One that lives on after a killed process is
 * stopped first; one that dies is started again at the same address. Commits are durable (fsync is on).
 *
 * @throws PeersealError `binary-missing`, `data-locked`, `disk-full`, `config-invalid`, `database-unreachable`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => undefined);
  const lock = await takeProcessLock(join(homeIn(dataDir), "lock"), "The embedded PostgreSQL");
  try {
    const place = await findOrClearPlace(dataDir);
    const programs = await prepareProgram(place);
    const data = join(place.folder, "data");
    await stopPostmaster(data);
    if (!(await exists(data))) {
      log("database.initialise", { folder: place.folder });
      await initialise(programs, place, data);
    }
    const password = await readFile(join(place.home, "password"), "utf8");
    const server = await startServer(programs, place, data);
    log("database.started", { port: server.port, pid: server.child.pid });
    const url = urlOf(server.port, password, DATABASE);
    await ensureDatabase(urlOf(server.port, password, "postgres"));
    let stopping: Promise<void> | undefined;
    let restarting: Promise<void> = Promise.resolve();
    const keep = ({ child, port }: Server): void => {
      const restart = async () => {
        await wait(RESTART_PAUSE_MS);
        if (stopping !== undefined) return;
        log("database.died", { port });
        keep(await startServer(programs, place, data, port));
        log("database.started", { port });
      };
      child.once("exit", () => {
        restarting = restart().catch((error: unknown) => log("database.lost", { error: String(error) }));
      });
    };
    keep(server);
    return {
      url,
      folder: place.folder,
      stop: () => {
        stopping ??= restarting.then(() => stopPostmaster(data)).then(lock.release);
        return stopping;
      },
    };
  } catch (error) {
    await lock.release();
    throw toTypedError(error);
  }
}

/** Connection URL of the embedded PostgreSQL of a data folder while it runs, whoever started it; null: it does not. */
export async function runningUrl(dataDir: string): Promise<string | null> {
  const home = homeIn(resolve(dataDir));
  const folder = (await notedFolder(home)) ?? home;
  const found = await readPostmaster(join(folder, "data")).catch(() => undefined);
  if (found === undefined || !found.ready || !isProcessRunning(found.pid)) return null;
  return urlOf(found.port, await readFile(join(home, "password"), "utf8"), DATABASE);
}

/**
 * Removes the embedded PostgreSQL of a data folder with all its data, wherever it lives.
 *
 * @throws PeersealError `data-locked` while a process uses it.
 */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const home = homeIn(resolve(dataDir));
  if (!(await exists(home))) return;
  const lock = await takeProcessLock(join(home, "lock"), "The embedded PostgreSQL");
  try {
    const place = await findOrClearPlace(resolve(dataDir));
    await stopPostmaster(join(place.folder, "data"));
    await clearPlace(place);
  } finally {
    await lock.release();
  }
  await rm(home, { recursive: true, force: true });
}

async function findOrClearPlace(dataDir: string): Promise<Place> {
  try {
    return await findPlace(dataDir);
  } catch (error) {
    if (!(error instanceof PlaceTaken)) throw error;
    await stopPostmaster(join(error.place.folder, "data"));
    await clearPlace(error.place);
    return findPlace(dataDir);
  }
}

async function prepareProgram(place: Place): Promise<Executables> {
  const program = await findProgram();
  if (place.runAs === undefined && (await isComplete(program))) return executablesIn(join(program.root, "native"));
  return executablesIn(await copyProgram(program, place.programs));
}

async function initialise(programs: Executables, place: Place, data: string): Promise<void> {
  const draft = `${data}.new`;
  const pwfile = join(place.folder, "pwfile");
  const password = randomBytes(24).toString("hex");
  await rm(draft, { recursive: true, force: true });
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  // On the disk before the data that it opens.
  await writeFile(join(place.home, "password"), password, { mode: 0o600, flush: true });
  await rm(pwfile, { force: true });
  await writeFile(pwfile, `${password}\n`, { mode: 0o600 });
  if (place.runAs !== undefined) await chown(pwfile, place.runAs.uid, place.runAs.gid);
  try {
    // The built-in locale sorts by code point and is the same everywhere, unlike the system's.
    const { code, output } = await run(programs.initdb, place.runAs, [
      `--pgdata=${draft}`,
      `--username=${USER}`,
      `--pwfile=${pwfile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ]);
    if (code !== 0) throw failedWith("PostgreSQL could not be initialised", programs.initdb, output);
    // Only a whole data folder gets the name under which it is used.
    await rename(draft, data);
  } finally {
    await rm(pwfile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

type Server = { readonly child: ChildProcess; readonly port: number };

/** On `wanted`, where clients know it already, else on any free port. */
async function startServer(programs: Executables, place: Place, data: string, wanted?: number): Promise<Server> {
  let output = "";
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const port = wanted ?? (await freePort());
    const { child, ended, readLog } = await launch(programs, place, data, port);
    if (child.pid !== undefined && (await isReady(data, child.pid, () => ended.value, START_PATIENCE_MS))) {
      return { child, port };
    }
    if (ended.cause !== undefined) throw noBinary(programs.postgres, ended.cause);
    output = await readLog();
    if (!ended.value) await stopPostmaster(data);
    if (!PASSING.test(output)) break;
    await wait(200);
  }
  throw failedWith("PostgreSQL does not start", programs.postgres, output);
}

async function launch(programs: Executables, place: Place, data: string, port: number) {
  // A file and not a pipe: the server must be able to write when this process is killed.
  const path = join(place.folder, "log");
  const logFile = await open(path, "w", 0o600);
  const ended: { value: boolean; cause: Error | undefined } = { value: false, cause: undefined };
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const child = spawn(
    programs.postgres,
    [
      "-D",
      data,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...place.runAs,
      cwd: place.folder,
      env: environment(),
      stdio: ["ignore", logFile.fd, logFile.fd],
      // Its own process group: Ctrl-C at the terminal is for us, who stop it after its users.
      detached: true,
    },
  );
  child.once("exit", () => {
    ended.value = true;
  });
  child.once("error", (error) => {
    ended.value = true;
    ended.cause = error;
  });
  child.unref();
  await new Promise((done) => {
    child.once("spawn", done);
    child.once("error", done);
  });
  await logFile.close();
  return { child, ended, readLog: () => readFile(path, "utf8") };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function run(command: string, runAs: RunAs, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { ...runAs, cwd: "/", env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.once("error", (cause) => fail(noBinary(command, cause)));
    child.once("close", (code) => done({ code, output }));
  });
}

/** Nothing of the caller's PostgreSQL settings, and messages that can be matched. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  return address.port;
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

function failedWith(message: string, program: string, output: string): PeersealError {
  const tail = output.trim().slice(-2000);
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return new PeersealError("disk-full", `${message}: the disk is full.`, { details: { output: tail } });
  }
  if (/error while loading shared libraries|symbol not found|not found \(required by/i.test(output)) {
    return noBinary(program, new Error(tail));
  }
  return new PeersealError("database-unreachable", `${message}: ${tail.split("\n").at(-1) ?? ""}.`, {
    details: { output: tail },
  });
}

function toTypedError(error: unknown): unknown {
  if (hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT")) {
    return new PeersealError("disk-full", "PostgreSQL's files cannot be written.", { cause: error });
  }
  return error;
}
