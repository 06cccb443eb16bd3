import { FACTS_AND_POLICY } from "./mutate/targets.ts";

/** Coverage of a contract's file. `statements`: percent, as Hardhat prints it. */
export type FileCoverage = {
  readonly file: string;
  readonly lines: number;
  readonly covered: number;
  readonly missing: readonly number[];
  readonly statements: number;
  readonly isJudged: boolean;
};

/** Reads Hardhat's two reports: lines from the lcov file, statements, which it leaves out, from the printed table. */
export function parseReport(lcov: string, printed: string): readonly FileCoverage[] {
  const rows = [...printed.matchAll(/^[|│║]\s*(\S+\.sol)\s*[|│║]\s*([\d.]+)\s*[|│║]\s*([\d.]+)\s*[|│║]/gm)].map(
    ([, name = "", , statements = ""]) => ({ ending: name.replace(/^…/, ""), statements: Number(statements) }),
  );
  return lcov
    .split("end_of_record")
    .flatMap((record) => {
      const file = /^SF:(.+)$/m.exec(record)?.[1];
      if (file === undefined || !file.startsWith("contracts/")) return [];
      const counts = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(
        ([, line, count]) => [Number(line), Number(count)] as const,
      );
      const missing = counts.filter(([, count]) => count === 0).map(([line]) => line);
      const statements = rows.find(({ ending }) => file.endsWith(ending))?.statements ?? 0;
      const isJudged = FACTS_AND_POLICY.some((path) => file.startsWith(path));
      return [{ file, lines: counts.length, covered: counts.length - missing.length, missing, statements, isJudged }];
    })
    .sort((a, b) => a.file.localeCompare(b.file));
}

/** Files of facts and policy that are not covered whole. */
export function uncovered(files: readonly FileCoverage[]): readonly FileCoverage[] {
  return files.filter(({ isJudged, missing, statements }) => isJudged && (missing.length > 0 || statements < 100));
}

/** The table: a line a file, `*` for facts and policy. */
export function linesOf(files: readonly FileCoverage[]): string {
  const widest = Math.max(0, ...files.map(({ file }) => file.length));
  return files
    .map(({ file, lines, covered, missing, statements, isJudged }) => {
      const share = lines === 0 ? 100 : (100 * covered) / lines;
      const which = missing.length === 0 ? "" : `  not covered: ${missing.join(", ")}`;
      return `${isJudged ? "*" : " "} ${file.padEnd(widest)}  lines ${share.toFixed(2).padStart(6)} %  statements ${statements.toFixed(2).padStart(6)} %${which}\n`;
    })
    .join("");
}
