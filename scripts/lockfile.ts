import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeLockfile } from "./lib/lockfile.ts";
import { ROOT } from "./lib/report.ts";

// After a change of dependencies: adds the packages of other platforms that npm left out.
const path = join(ROOT, "package-lock.json");
writeFileSync(path, completeLockfile(readFileSync(path, "utf8")));
