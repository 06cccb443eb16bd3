// Plain JavaScript without dependencies: runs before anything is installed, on any Node from 18 on.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";

const STAMP = join("node_modules", ".peerseal-install.json");

/**
 * Whether `node_modules` is what the lockfile says, for this Node and platform.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = stampOf(root);
  if (readText(join(root, STAMP)) === wanted) return true;
  if (!holdsLockedVersions(root)) return false;
  // Installed by hand, and rightly: remember it.
  writeFileSync(join(root, STAMP), wanted);
  return true;
}

/**
 * Installs what the lockfile says. npm's output goes to stderr: stdout belongs to the task.
 *
 * @param {string} root
 * @returns {Promise<boolean>} whether it worked
 */
export async function install(root) {
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath ?? "";
  const viaNode = npm.endsWith("npm-cli.js") && existsSync(npm);
  const options = { cwd: root, stdio: ["ignore", 2, 2] };
  const { code } = viaNode
    ? await run(process.execPath, [npm, ...args], options)
    : await run("npm", args, { ...options, shell: process.platform === "win32" });
  if (code !== 0) return false;
  writeFileSync(join(root, STAMP), stampOf(root));
  return true;
}

function stampOf(root) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  // Native packages are chosen by platform and by Node's major version.
  return JSON.stringify({ lock, node: process.versions.node.split(".")[0], at: `${process.platform}-${process.arch}` });
}

/** Compares npm's own record of what it installed with the lockfile. */
function holdsLockedVersions(root) {
  const locked = packagesIn(join(root, "package-lock.json"));
  const present = packagesIn(join(root, "node_modules", ".package-lock.json"));
  if (locked === undefined || present === undefined) return false;
  for (const [path, entry] of Object.entries(locked)) {
    if (!path.includes("node_modules/")) continue;
    const found = present[path];
    if (found === undefined ? isNeeded(entry) : found.version !== entry.version) return false;
  }
  return true;
}

/** A package for another platform is rightly absent. */
function isNeeded(entry) {
  if (entry.optional !== true && entry.devOptional !== true) return true;
  const fits = (list, value) => list === undefined || list.includes(value);
  return fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, libc());
}

function libc() {
  const glibc = process.platform === "linux" && process.report.getReport().header.glibcVersionRuntime;
  return glibc ? "glibc" : "musl";
}

function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
