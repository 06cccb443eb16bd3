// Plain JavaScript without dependencies: runs on any Node from 18 on.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

const NEEDED = [22, 18];
const FETCHED = "node@24";

/** @param {string} version such as "22.18.0" */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/**
 * The path of a Node that is new enough, from npm's cache: fetched once, then remembered, so that arguments, streams
 * and signals reach it without npx or a shell in between.
 *
 * @param {string} root
 * @param {() => void} onFetch
 * @returns {string | undefined} undefined when npm could not fetch it
 */
export function findNewerNode(root, onFetch) {
  const remembered = join(root, "cache", "bootstrap", "node.path");
  try {
    const path = readFileSync(remembered, "utf8");
    if (existsSync(path) && isNewEnough(versionOf(path))) return path;
  } catch {
    // Not remembered, or no longer there: ask npm.
  }
  onFetch();
  const { status, stdout } = spawnSync("npx", ["-y", "-p", FETCHED, "-c", "node -p process.execPath"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  const path = status === 0 ? (stdout.trim().split("\n").at(-1) ?? "") : "";
  if (!existsSync(path) || !isNewEnough(versionOf(path))) return undefined;
  mkdirSync(dirname(remembered), { recursive: true });
  writeFileSync(remembered, path);
  return path;
}

/** The environment in which `node` is that one for everything below, too. */
export function environmentFor(node) {
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, [path]: `${dirname(node)}${delimiter}${process.env[path] ?? ""}`, npm_node_execpath: node };
}

function versionOf(path) {
  const { stdout } = spawnSync(path, ["-p", "process.versions.node"], { encoding: "utf8" });
  return (stdout ?? "").trim();
}
