import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkFiles, type SourceFile } from "./lib/file-rules.ts";
import { checkImports } from "./lib/import-rules.ts";
import { missingFromLockfile } from "./lib/lockfile.ts";
import { ROOT, writeReport } from "./lib/report.ts";

// Format, types, who may import whom, and what must not stand in a tracked file.
function succeeds(args: readonly string[]): boolean {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status === 0;
}

function isClean(findings: readonly string[]): boolean {
  for (const finding of findings) process.stdout.write(`${finding}\n`);
  return findings.length === 0;
}

function trackedPaths(): string[] {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error("`git ls-files` failed: lint needs a git clone.");
  return stdout.split("\0").filter((path) => path !== "");
}

function read(paths: readonly string[]): SourceFile[] {
  return paths.flatMap((path) => {
    try {
      return [{ path, text: readFileSync(join(ROOT, path), "utf8") }];
    } catch {
      // Deleted but not yet committed.
      return [];
    }
  });
}

const lockfile = () => readFileSync(join(ROOT, "package-lock.json"), "utf8");
const files = read(trackedPaths());
const checks = [
  [
    "format and style",
    () => succeeds([join(ROOT, "node_modules/@biomejs/biome/bin/biome"), "check", "--max-diagnostics=50"]),
  ],
  ["types", () => succeeds([join(ROOT, "node_modules/typescript/bin/tsc"), "-b"])],
  ["imports go one way", () => isClean(checkImports(files))],
  ["lockfile names all platforms (else: npm run lockfile)", () => isClean(missingFromLockfile(lockfile()))],
  ["files", () => isClean(checkFiles(files))],
] as const;

const failed: string[] = [];
for (const [name, check] of checks) {
  const passed = check();
  if (!passed) failed.push(`lint: ${name}`);
  process.stdout.write(`${passed ? "ok  " : "FAIL"} ${name}\n`);
}
writeReport("lint", { passed: checks.length - failed.length, failed: failed.length, names: failed });
process.exitCode = failed.length === 0 ? 0 : 1;
