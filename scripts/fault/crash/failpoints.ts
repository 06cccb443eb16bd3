import type { Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import { type Chance, chanceOf } from "../random.ts";

/** What happens at a moment: the step ends; its connections and its lease go as well; it stands still for a while. */
export type Mishap = "throw" | "sever" | "stall";

/** An end of a step that nothing in the code under test knows of. */
export class Failpoint extends Error {}

/** Decides at every moment that a replica reaches whether something happens there, the same for the same seed. */
export type Failpoints = { readonly decide: (moment: Moment) => Mishap | null };

const SEVERS = 1 / 8;
const STALLS = 1 / 40;

/**
 * @param replica name of it; each has its own stream of chance for each moment.
 * @param share how often a moment is to have a fault now, from 0 to 1.
 */
export function failpointsOf(seed: number, replica: string, share: (moment: Moment) => number): Failpoints {
  const streams = new Map<Moment, Chance>();
  return {
    decide: (moment) => {
      const stream = streams.get(moment) ?? chanceOf(seed, "failpoint", replica, moment);
      streams.set(moment, stream);
      // Always as much chance, whatever comes of it: the next decision must not depend on this one.
      const [drawn, severs, stalls] = [stream.next(), stream.hits(SEVERS), stream.hits(STALLS)];
      if (drawn >= share(moment)) return null;
      if (stalls) return "stall";
      return severs ? "sever" : "throw";
    },
  };
}
