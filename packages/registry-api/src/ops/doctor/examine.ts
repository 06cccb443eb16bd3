import { databaseFault } from "../../store/database.js";
import { CHECKS } from "./checks.js";
import { type Check, type Finding, type Level, type Patient, type Said, warn } from "./finding.js";

/** Runs every check; one that cannot be run says so, and never looks as if all were well. */
export async function examine(patient: Patient, checks: readonly Check[] = CHECKS): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name, needs, run } of checks) {
    const missing = needs.find((need) => !has(patient, need));
    const said = missing === undefined ? await run(patient).catch(cannot) : [unchecked(missing)];
    findings.push(...said.map((one) => ({ check: name, ...one })));
  }
  return findings;
}

function has(patient: Patient, need: Check["needs"][number]): boolean {
  switch (need) {
    case "config":
      return patient.config !== null;
    case "database":
      return patient.db !== null;
    case "chain":
      return patient.place !== null;
  }
}

function unchecked(missing: Check["needs"][number]): Said {
  const because = {
    config: "the settings cannot be read",
    database: "there is no database",
    chain: "no network is set",
  };
  return warn(`Not checked: ${because[missing]}.`, "Correct that first.");
}

function cannot(error: unknown): readonly Said[] {
  const why = databaseFault(error)?.message ?? "an answer did not come, or has another form";
  return [warn(`Not checked: ${why}.`, "Run it again once the parts named above are in order.")];
}

/** The worst of all levels. */
export function worstOf(findings: readonly Finding[]): Level {
  const levels = new Set(findings.map(({ level }) => level));
  return levels.has("fail") ? "fail" : levels.has("warn") ? "warn" : "ok";
}

/** Findings for people: one a line, the fix below it. */
export function textOf(findings: readonly Finding[]): string {
  const widest = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, level, message, fix }) => [
    `${level.toUpperCase().padEnd(4)}  ${check.padEnd(widest)}  ${message}`,
    ...(fix === null ? [] : [`      ${" ".repeat(widest)}  fix: ${fix}`]),
  ]);
  return `${lines.join("\n")}\n`;
}
