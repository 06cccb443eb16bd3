import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Files below a folder (or the file itself), names relative to `root`, sorted. */
export function filesBelow(root: string, path: string, ending: string): readonly string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return path.endsWith(ending) ? [path] : [];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(root, join(path, name), ending));
}
