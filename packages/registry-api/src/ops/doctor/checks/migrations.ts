import { listApplied, MIGRATIONS } from "../../../store/migrations/index.js";
import { type Check, dbOf, fail, ok, warn } from "../finding.js";

/** The database has the form that this version works with. */
export const migrations: Check = {
  name: "migrations",
  needs: ["database"],
  run: async (patient) => {
    const applied = new Set(await listApplied(dbOf(patient)));
    const known = Object.keys(MIGRATIONS);
    const newer = [...applied].filter((name) => !Object.hasOwn(MIGRATIONS, name));
    if (newer.length > 0) {
      return [fail(`The database is newer than this version (${newer.join(", ")}).`, "Install the newer version.")];
    }
    const pending = known.filter((name) => !applied.has(name));
    if (pending.length === 0) return [ok(`All ${known.length} migrations are applied.`)];
    return [
      warn(`${pending.length} migrations are pending, from ${pending[0]} on.`, "Start one replica: it migrates."),
    ];
  },
};
