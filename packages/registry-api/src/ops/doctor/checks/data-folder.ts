import { access, constants, stat, statfs } from "node:fs/promises";
import { resolve } from "node:path";
import { LEAST_FREE } from "../../disk.js";
import { type Check, configOf, fail, ok, type Said, warn } from "../finding.js";

/** Less than this is told before it is too late. */
const COMFORT = 1024 * 1024 * 1024;

/** The data folder is there, is this user's, nobody else may enter it, and there is space. */
export const dataFolder: Check = {
  name: "data-folder",
  needs: ["config"],
  run: async (patient) => {
    const folder = resolve(configOf(patient).dataDir);
    const said: Said[] = [];
    const found = await stat(folder).catch(() => null);
    if (found === null) return [warn(`${folder} is not there yet.`, "The first start makes it: npm start")];
    if (!found.isDirectory()) return [fail(`${folder} is not a folder.`, "Set PEERSEAL_DATA_DIR to a folder.")];
    try {
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      return [fail(`${folder} cannot be written by this user.`, `chown -R "$USER" ${folder}`)];
    }
    if ((found.mode & 0o022) !== 0) {
      said.push(fail(`${folder} can be written by other users.`, `chmod 700 ${folder}`));
    }
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const told = `${(free / 2 ** 30).toFixed(1)} GiB free on the disk of ${folder}.`;
    if (free < LEAST_FREE) said.push(fail(told, "Free some space: nothing is taken in until then."));
    else if (free < COMFORT) said.push(warn(told, "Free some space, or move the data folder to a larger disk."));
    return said.length === 0 ? [ok(told)] : said;
  },
};
