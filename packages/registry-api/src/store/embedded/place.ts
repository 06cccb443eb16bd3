import { createHash } from "node:crypto";
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { hasCode } from "./process-lock.js";
import { exists } from "./program.js";

/** The user that PostgreSQL runs as; undefined for the one who runs this process. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

/** Where the database of one data folder lives. */
export type Place = {
  /** Ours below the data folder: lock, password, and the note on a root's place. */
  readonly home: string;
  /** PostgreSQL's: holds `data` and `log`. */
  readonly folder: string;
  /** Where a copy of the programs goes when one is needed. */
  readonly programs: string;
  readonly runAs: RunAs;
};

const NOTE = "place.json";
const Note = z.strictObject({ dataDir: z.string(), folder: z.string() });
// Never the temporary folder: it is emptied, and this is data.
const ROOT_BASES = ["/var/lib", "/var/opt", "/opt"];
const SYSTEM_USERS = ["postgres", "nobody", "daemon"];

/** The folder below a data folder that all of this stays in. */
export function homeIn(dataDir: string): string {
  return join(dataDir, "postgres");
}

/**
 * Decides where the database lives, and makes the folders. PostgreSQL refuses to run as root, and the user it runs as
 * instead may not enter a private folder: root's databases stand under a system path named after the data folder's.
 *
 * @throws PeersealError `config-invalid` when there is no such place, or the data folder is a copy of another.
 */
export async function findPlace(dataDir: string, isRoot = process.getuid?.() === 0): Promise<Place> {
  const home = homeIn(dataDir);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const local: Place = { home, folder: home, programs: home, runAs: undefined };
  if (!isRoot) {
    if (await exists(join(home, NOTE))) {
      throw misplaced(
        "The database of this data folder was made by root: start as root, or choose another folder.",
        dataDir,
      );
    }
    return local;
  }
  const base = await rootBase();
  const owner = await ownerOf(join(home, "data"));
  if (owner !== undefined && owner.uid !== 0) return { ...local, programs: base, runAs: owner };
  const runAs = await systemUser();
  const real = await realpath(dataDir);
  const folder = join(base, createHash("sha256").update(real).digest("hex").slice(0, 16));
  const place: Place = { home, folder, programs: base, runAs };
  const note = await readNote(home);
  if (note === undefined && (await exists(folder))) {
    throw new PlaceTaken(place);
  }
  if (note !== undefined && note.folder !== folder) await takeAlong(note, place, dataDir);
  // The note comes first: a folder under our name without one was left by a data folder that is gone.
  await writeFile(join(home, NOTE), `${JSON.stringify({ dataDir: real, folder })}\n`, { mode: 0o600 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await chown(folder, runAs.uid, runAs.gid);
  return place;
}

/** Signals a folder left by a data folder of the same path that was deleted; the caller stops and removes it. */
export class PlaceTaken extends Error {
  readonly place: Place;

  constructor(place: Place) {
    super("A deleted data folder left its database.");
    this.name = "PlaceTaken";
    this.place = place;
  }
}

async function takeAlong(note: z.infer<typeof Note>, place: Place, dataDir: string): Promise<void> {
  if (await exists(join(homeIn(note.dataDir), NOTE))) {
    throw misplaced(
      "This data folder is a copy of another, whose database cannot be shared: start anew with --fresh.",
      dataDir,
    );
  }
  // The data folder was moved: its database goes along.
  if (await exists(note.folder)) await rename(note.folder, place.folder);
}

/** Where root put the database of a data folder; undefined: not elsewhere. */
export async function readNote(home: string): Promise<z.infer<typeof Note> | undefined> {
  try {
    return Note.parse(JSON.parse(await readFile(join(home, NOTE), "utf8")));
  } catch (error) {
    if (hasCode(error, "ENOENT") || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function rootBase(): Promise<string> {
  for (const parent of ROOT_BASES) {
    try {
      await access(parent, constants.W_OK);
      if (((await stat(parent)).mode & 0o001) === 0) continue;
      const base = join(parent, "peerseal");
      await mkdir(base, { recursive: true, mode: 0o755 });
      await chmod(base, 0o755);
      return base;
    } catch {
      // Not here: the next one.
    }
  }
  throw new PeersealError(
    "config-invalid",
    "Root needs a folder for PostgreSQL under /var/lib: none can be written. Set DATABASE_URL or start as another user.",
  );
}

async function systemUser(): Promise<NonNullable<RunAs>> {
  const text = await readFile("/etc/passwd", "utf8").catch(() => "");
  const users = text.split("\n").map((line) => line.split(":"));
  for (const wanted of SYSTEM_USERS) {
    const [, , uid, gid] = users.find(([name]) => name === wanted) ?? [];
    const runAs = { uid: Number(uid), gid: Number(gid) };
    if (Number.isSafeInteger(runAs.uid) && runAs.uid > 0 && Number.isSafeInteger(runAs.gid) && runAs.gid > 0)
      return runAs;
  }
  return { uid: 65534, gid: 65534 };
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function misplaced(message: string, dataDir: string): PeersealError {
  return new PeersealError("config-invalid", message, { details: { dataDir } });
}

/** Removes everything of a place but the lock, which the caller holds. */
export async function clearPlace(place: Place): Promise<void> {
  for (const name of ["data", "data.new", "log", "pwfile"]) {
    await rm(join(place.folder, name), { recursive: true, force: true });
  }
  if (place.folder !== place.home) await rm(place.folder, { recursive: true, force: true });
  for (const name of ["password", NOTE]) await rm(join(place.home, name), { force: true });
}
