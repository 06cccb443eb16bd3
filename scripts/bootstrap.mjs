// Does all set-up, then runs a task. Plain JavaScript without dependencies, for any Node from 18 on: `npm start` and
// `npm test` work in a fresh clone. Speaks to stderr only; stdout belongs to the task.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, staleSteps } from "./lib/build.mjs";
import { endLike, run } from "./lib/child.mjs";
import { install, isInstalled } from "./lib/install.mjs";
import { environmentFor, findNewerNode, isNewEnough } from "./lib/newer-node.mjs";
import { withWaitLock } from "./lib/wait-lock.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const VITEST = "node_modules/vitest/vitest.mjs";
const BIOME = "node_modules/@biomejs/biome/bin/biome";
const HARDHAT = "node_modules/hardhat/dist/src/cli.js";

/** What each task needs built and runs, all by this Node; `build` itself runs nothing more. */
const TASKS = {
  start: { needs: "build", command: ["scripts/start.ts"] },
  chain: { needs: "build", command: ["scripts/start.ts", "--chain-only"] },
  verify: { needs: "build", command: ["packages/cli/dist/main.js", "verify"], inCallersFolder: true },
  "demo:review": { needs: "build", command: ["scripts/demo-review.ts"] },
  build: { needs: "build" },
  test: { needs: "build", command: ["scripts/test.ts"] },
  "test:contracts": { needs: "install", command: ["scripts/test-contracts.ts"] },
  "test:ts": { needs: "build", command: [VITEST, "run", "--project", "unit", "--project", "e2e"] },
  lint: { needs: "build", command: ["scripts/lint.ts"] },
  format: { needs: "install", command: [BIOME, "check", "--write"] },
  gas: { needs: "build", command: ["scripts/gas.ts"] },
  bench: { needs: "build", command: ["scripts/bench.ts"] },
  fault: { needs: "build", command: ["scripts/fault.ts"] },
  doctor: { needs: "build", command: ["scripts/doctor.ts"] },
  backup: { needs: "build", command: ["scripts/backup.ts"], inCallersFolder: true },
  restore: { needs: "build", command: ["scripts/restore.ts"], inCallersFolder: true },
  fsck: { needs: "build", command: ["scripts/fsck.ts"], inCallersFolder: true },
  keystore: { needs: "build", command: ["scripts/keystore.ts"], inCallersFolder: true },
  rebuild: { needs: "build", command: ["scripts/rebuild.ts"] },
  picture: { needs: "build", command: ["scripts/picture.ts"] },
  prove: { needs: "build", command: ["scripts/prove.ts"] },
  mutate: { needs: "build", command: ["scripts/mutate.ts"] },
  coverage: { needs: "build", command: ["scripts/coverage.ts"] },
  "test:deep": { needs: "build", command: ["scripts/test-deep.ts"] },
  deploy: { needs: "build", command: ["scripts/deploy.ts"], inCallersFolder: true },
  access: { needs: "build", command: ["scripts/access.ts"] },
  lockfile: { needs: "install", command: ["scripts/lockfile.ts"] },
  hardhat: { needs: "install", command: [HARDHAT] },
};

const say = (text) => process.stderr.write(`peerseal: ${text}\n`);

async function main([name = "", ...args]) {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (task === undefined) {
    say(`there is no task "${name}". Tasks: ${Object.keys(TASKS).join(", ")}.`);
    return { code: 1, signal: null };
  }
  if (!isNewEnough(process.versions.node)) return underNewerNode([name, ...args]);
  // Hardhat reports use to its makers from a terminal unless told not to.
  process.env.HARDHAT_DISABLE_TELEMETRY = "true";
  if (!(await prepare(task.needs))) return { code: 1, signal: null };
  if (task.command === undefined) return { code: 0, signal: null };
  const [program, ...given] = task.command;
  const cwd = task.inCallersFolder ? callersFolder(name) : root;
  return run(process.execPath, [join(root, program), ...given, ...args], { cwd });
}

async function underNewerNode(args) {
  const fetching = () => say(`Node ${process.versions.node} is too old; fetching Node 24 from npm (once).`);
  const node = findNewerNode(root, fetching);
  if (node === undefined) {
    say("Node 24 could not be fetched from npm. Check the network, or install Node 22.18 or newer.");
    return { code: 1, signal: null };
  }
  return run(node, [fileURLToPath(import.meta.url), ...args], { env: environmentFor(node) });
}

/** Installs and builds what is not up to date; two runs in one folder do so one after the other. */
async function prepare(needs) {
  const isReady = () => isInstalled(root) && (needs === "install" || staleSteps(root).length === 0);
  if (isReady()) return true;
  const waiting = (pid) => say(`waiting for process ${pid}, which is setting up this folder.`);
  return withWaitLock(join(root, "cache", "bootstrap.lock"), waiting, async () => {
    if (!isInstalled(root)) {
      say("installing packages (a minute or two, once).");
      if (!(await install(root))) {
        say("`npm ci` failed: see its message above.");
        return false;
      }
    }
    if (needs === "install") return true;
    for (const stale of staleSteps(root)) {
      say(`${stale.step.says}.`);
      if (!(await build(root, stale))) {
        say(`${stale.step.says} failed: see the messages above.`);
        return false;
      }
    }
    return true;
  });
}

/** npm runs scripts in the project's folder; a file named by the caller is meant from where they stand. */
function callersFolder(task) {
  const calledByNpm = process.env.npm_lifecycle_event === task;
  return (calledByNpm && process.env.INIT_CWD) || process.cwd();
}

try {
  endLike(await main(process.argv.slice(2)));
} catch (error) {
  say(error?.code === "ENOSPC" ? "the disk is full: free some space and try again." : String(error?.stack ?? error));
  process.exitCode = 1;
}
