// Plain JavaScript without dependencies: loaded by the bootstrap, on any Node from 18 on.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./child.mjs";

const PACKAGES = ["sdk", "registry-api", "cli", "web"].map((name) => `packages/${name}`);
const SKIPPED = new Set(["node_modules", "dist", "generated"]);
const STAMPS = "cache/bootstrap";

/**
 * What is built, in order. A step is stale when its stamp does not hold the hash of all its inputs, or an output is
 * missing; the inputs of a step include those of the steps before it.
 */
const STEPS = [
  {
    name: "contracts",
    says: "compiling the contracts",
    inputs: ["contracts", "hardhat.config.ts", "package-lock.json"],
    outputs: ["packages/sdk/src/chain/generated/index.ts", "artifacts"],
    command: ["node_modules/hardhat/dist/src/cli.js", "build", "--no-tests"],
  },
  {
    name: "typescript",
    says: "compiling the packages",
    inputs: ["tsconfig.base.json", ...PACKAGES.flatMap((path) => [`${path}/src`, `${path}/tsconfig.json`])],
    outputs: PACKAGES.slice(0, 3).map((path) => `${path}/dist`),
    command: ["node_modules/typescript/bin/tsc", "-b", ...PACKAGES],
  },
  {
    name: "web",
    says: "building the web pages",
    inputs: ["packages/web"],
    outputs: ["packages/web/dist/index.html"],
    command: ["../../node_modules/vite/bin/vite.js", "build"],
    cwd: "packages/web",
    only: ["packages/web/vite.config.ts", "packages/web/vite.config.js", "packages/web/vite.config.mjs"],
  },
];

/**
 * The steps that must run, with the hash that their stamp will hold.
 *
 * @param {string} root
 */
export function staleSteps(root) {
  const hash = createHash("sha256");
  const stale = [];
  for (const step of STEPS) {
    if (step.only !== undefined && !step.only.some((path) => existsSync(join(root, path)))) continue;
    for (const input of step.inputs) hashTree(root, input, hash);
    const wanted = hash.copy().digest("hex");
    const fresh =
      readText(stampPath(root, step.name)) === wanted && step.outputs.every((path) => existsSync(join(root, path)));
    if (!fresh) stale.push({ step, wanted });
  }
  return stale;
}

/**
 * Runs one step; its output goes to stderr, since stdout belongs to the task.
 *
 * @param {string} root
 * @param {ReturnType<typeof staleSteps>[number]} stale
 * @returns {Promise<boolean>} whether it worked
 */
export async function build(root, { step, wanted }) {
  const { code } = await run(process.execPath, step.command, {
    cwd: join(root, step.cwd ?? "."),
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) return false;
  const path = stampPath(root, step.name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
  return true;
}

function stampPath(root, name) {
  return join(root, STAMPS, `${name}.stamp`);
}

/** Content and not times: a checkout or a copy changes times only. */
function hashTree(root, path, hash) {
  const full = join(root, path);
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") {
      hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
      return;
    }
    if (error.code === "ENOENT") return;
    throw error;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!SKIPPED.has(entry.name) && !entry.name.endsWith(".tsbuildinfo")) hashTree(root, `${path}/${entry.name}`, hash);
  }
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
