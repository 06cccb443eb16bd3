/** A tracked file: its path in the repository, with `/`, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

const GENERATED = /(^|\/)(dist|generated|artifacts|cache|coverage|reports|node_modules|\.peerseal)\//;
// A folder that only one machine has. Assembled here, so that this file does not match itself.
const MACHINE_PATH = new RegExp(`(^|[^.\\w/-])/(${["work", "home", "root", "Users", "farm"].join("|")})/[\\w.-]`);
const EXACT_PRAGMA = /^pragma solidity \d+\.\d+\.\d+;$/;

/** Everything in tracked files that must not be there, one line each, as `path: reason`. */
export function checkFiles(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => [
    ...(GENERATED.test(path) ? [`${path}: generated files are not tracked`] : []),
    ...machinePaths(path, text),
    ...(path.endsWith(".sol") ? pragma(path, text) : []),
  ]);
}

function machinePaths(path: string, text: string): string[] {
  if (text.includes("\0")) return [];
  return text
    .split("\n")
    .flatMap((line, index) =>
      MACHINE_PATH.test(line) ? [`${path}:${index + 1}: a path of one machine: ${line.trim().slice(0, 100)}`] : [],
    );
}

function pragma(path: string, text: string): string[] {
  const found = text.split("\n").filter((line) => line.startsWith("pragma solidity"));
  const isExact = found.length === 1 && found.every((line) => EXACT_PRAGMA.test(line.trimEnd()));
  return isExact ? [] : [`${path}: names exactly one compiler version (pragma solidity x.y.z;)`];
}
