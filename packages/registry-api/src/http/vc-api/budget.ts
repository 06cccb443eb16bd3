import { PeersealError } from "@peerseal/sdk";
import type { GuardedFetch } from "../guarded-fetch.js";

/** What one request may make us fetch; a presentation can name hundreds of lists. */
const FETCHES = 16;
const MILLISECONDS = 15_000;

/**
 * A fetch for one request: afterwards, and once it took its time, nothing more is fetched. What is missing then is
 * unknown, and so not verified.
 *
 * @param clock milliseconds, of any beginning
 */
export function budgeted(fetchOne: GuardedFetch, clock: () => number = () => performance.now()): GuardedFetch {
  const until = clock() + MILLISECONDS;
  let left = FETCHES;
  return async (url, options) => {
    left -= 1;
    if (left < 0 || clock() > until) {
      throw new PeersealError("fetch-failed", "One request may not make us fetch more than this.", {
        details: { fetches: FETCHES, milliseconds: MILLISECONDS },
      });
    }
    return fetchOne(url, options);
  };
}
