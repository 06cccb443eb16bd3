import { databaseTime } from "../../../store/operations.js";
import { type Check, fieldOf, ok, quantity, type Said, warn } from "../finding.js";

/** Seconds that clocks may differ. */
const ALLOWED = 5;
/** A block this far ahead of our clock was not made by the same time; behind is no sign, because chains may be idle. */
const CHAIN_AHEAD = 30;
const FIX = "Keep the clock right: timedatectl set-ntp true";

/** This machine's clock agrees with the database's, and is not behind the chain. */
export const clock: Check = {
  name: "clock",
  needs: [],
  run: async ({ db, place, ask, now }) => {
    const said: Said[] = [];
    if (db !== null) {
      const apart = Math.round((await databaseTime(db)) - now());
      if (Math.abs(apart) > ALLOWED) said.push(warn(`The database's clock differs by ${apart} s.`, FIX));
    }
    if (place !== null) {
      const block = await ask(0, "eth_getBlockByNumber", ["latest", false]).catch(() => null);
      const time = fieldOf(block, "timestamp");
      const ahead = time === undefined ? 0 : quantity(time) - now();
      if (ahead > CHAIN_AHEAD) said.push(warn(`The chain is ${Math.round(ahead)} s ahead of this clock.`, FIX));
    }
    return said.length === 0 ? [ok("The clocks agree.")] : said;
  },
};
