import { type ChildProcess, spawn } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";

// The real bootstrap in a small project whose tools only note that they were called.
const SCRIPTS = join(import.meta.dirname, "../../scripts");
const TOOL = `
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync(process.env.NOTES, process.env.NAME + "\\n");
process.stdout.write("noise of a tool\\n");
if (process.env.FAILING === "yes") process.exit(3);
for (const path of OUTPUTS) { mkdirSync(path.replace(/[^/]*$/, ""), { recursive: true }); writeFileSync(path, ""); }
`;
const CLI = `
// Before the line that says that it runs: the signal may follow at once.
if (process.argv.includes("--wait")) process.on("SIGTERM", () => process.exit(7));
process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }) + "\\n");
if (process.argv.includes("--wait")) {
  setInterval(() => undefined, 1000);
} else if (process.argv.includes("--die")) process.kill(process.pid, "SIGKILL");
else process.exitCode = process.argv.includes("--four") ? 4 : 0;
`;

let root: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "peerseal-bootstrap-"));
  await mkdir(join(root, "scripts"));
  await cp(join(SCRIPTS, "bootstrap.mjs"), join(root, "scripts/bootstrap.mjs"));
  await cp(join(SCRIPTS, "lib"), join(root, "scripts/lib"), { recursive: true });
  await put("package.json", JSON.stringify({ name: "x", scripts: { verify: "node scripts/bootstrap.mjs verify" } }));
  await put("package-lock.json", JSON.stringify({ packages: { "": {}, "node_modules/a": { version: "1.0.0" } } }));
  await put(
    "node_modules/.package-lock.json",
    JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0" } } }),
  );
  await put(
    "node_modules/hardhat/dist/src/cli.js",
    tool("hardhat", ["artifacts/x", "packages/sdk/src/chain/generated/index.ts"]),
  );
  const dists = ["sdk", "registry-api", "cli"].map((name) => `packages/${name}/dist/index.js`);
  await put("node_modules/typescript/bin/tsc", tool("tsc", dists));
  await put("node_modules/package.json", '{"type":"module"}');
  await put("packages/cli/dist/main.js", CLI);
  await put("packages/package.json", '{"type":"module"}');
  await put("contracts/A.sol", "");
  await put("packages/sdk/src/index.ts", "");
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(root, { recursive: true, force: true });
});

const tool = (name: string, outputs: string[]) =>
  TOOL.replace("process.env.NAME", JSON.stringify(name)).replace("OUTPUTS", JSON.stringify(outputs));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function notes(): Promise<string[]> {
  const text = await readFile(join(root, "notes"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, command = process.execPath): ChildProcess {
  const given = command === process.execPath ? [join(root, "scripts/bootstrap.mjs"), ...args] : args;
  const { npm_lifecycle_event: _, ...outer } = process.env;
  const child = spawn(command, given, {
    cwd: root,
    env: { ...outer, NOTES: join(root, "notes"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

async function end(child: ChildProcess) {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("close", (...how) => resolve(how)),
  );
  return { code, signal, stdout, stderr };
}

const verify = (...args: string[]) => end(start(["verify", ...args]));

test("builds once, then nothing; a changed source builds what depends on it", async () => {
  expect((await verify()).code).toBe(0);
  expect(await notes()).toEqual(["hardhat", "tsc"]);
  expect((await verify()).stderr).toBe("");
  expect(await notes()).toEqual(["hardhat", "tsc"]);
  await appendFile(join(root, "packages/sdk/src/index.ts"), "export {};");
  await verify();
  expect(await notes()).toEqual(["hardhat", "tsc", "tsc"]);
  await appendFile(join(root, "contracts/A.sol"), "// changed");
  await verify();
  expect(await notes()).toEqual(["hardhat", "tsc", "tsc", "hardhat", "tsc"]);
  await rm(join(root, "packages/sdk/dist"), { recursive: true });
  await verify();
  expect(await notes()).toEqual(["hardhat", "tsc", "tsc", "hardhat", "tsc", "tsc"]);
});

test("stdout holds what the task says and nothing else; arguments arrive as they were given", async () => {
  const args = ["a b", "$HOME", "it's", '"q"', "*", "", "--json", "評価"];
  const { stdout, code } = await verify(...args);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ args: ["verify", ...args] });
});

test("a failing build ends with 1, and is tried again", async () => {
  const failed = await end(start(["verify"], { FAILING: "yes" }));
  expect([failed.code, failed.stdout]).toEqual([1, ""]);
  expect((await verify()).code).toBe(0);
  expect(await notes()).toEqual(["hardhat", "hardhat", "tsc"]);
});

test("the task's exit code and signal are ours", async () => {
  expect((await verify("--four")).code).toBe(4);
  expect((await verify("--die")).signal).toBe("SIGKILL");
  expect((await end(start(["nonsense"]))).code).toBe(1);
});

test("two at once set up once", async () => {
  const [one, two] = await Promise.all([verify(), verify()]);
  expect([one.code, two.code]).toEqual([0, 0]);
  expect(await notes()).toEqual(["hardhat", "tsc"]);
});

test("a lock left by a process that died does not stop the next", async () => {
  const dead = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => dead.once("exit", resolve));
  await put("cache/bootstrap.lock", String(dead.pid));
  expect((await verify()).code).toBe(0);
});

test("SIGTERM reaches the task, also when it went to npm alone", async () => {
  const direct = start(["verify", "--wait"]);
  await firstLine(direct);
  direct.kill("SIGTERM");
  expect((await end(direct)).code).toBe(7);
  const npm = start(["run", "-s", "verify", "--", "--wait"], {}, "npm");
  await firstLine(npm);
  npm.kill("SIGTERM");
  // stdout closes when the last process that holds it is gone.
  expect((await end(npm)).stderr).not.toContain("Error");
});

test("an older Node does not match", async () => {
  const { isNewEnough } = await import(join(SCRIPTS, "lib/newer-node.mjs"));
  const versions = ["18.20.0", "20.20.2", "22.17.9", "22.18.0", "24.0.0", "26.1.0"];
  expect(versions.filter((version) => isNewEnough(version))).toEqual(["22.18.0", "24.0.0", "26.1.0"]);
});

test("a version that the lockfile does not name, or a package that is missing, calls for an install", async () => {
  const { isInstalled } = await import(join(SCRIPTS, "lib/install.mjs"));
  expect(isInstalled(root)).toBe(true);
  await put("package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "1.0.1" } } }));
  expect(isInstalled(root)).toBe(false);
  const foreign = { version: "2.0.0", optional: true, os: ["none"], cpu: ["none"] };
  const a = { version: "1.0.0" };
  await put("package-lock.json", JSON.stringify({ packages: { "node_modules/a": a, "node_modules/b": foreign } }));
  expect(isInstalled(root)).toBe(true);
  await put("package-lock.json", JSON.stringify({ packages: { "node_modules/a": a, "node_modules/b": a } }));
  expect(isInstalled(root)).toBe(false);
});

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error("stdout is not piped");
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve) => lines.once("line", resolve));
}
