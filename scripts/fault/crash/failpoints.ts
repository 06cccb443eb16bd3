import type { Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import { type Chance, chanceOf } from "../random.ts";

/** What happens at a moment: the step ends; its connections and its lease go as well; it stands still for a while. */
export type Mishap = "throw" | "sever" | "stall";

/** An end of a step that nothing in the code under test knows of. */
export class Failpoint extends Error {}

/** Decides at every moment that a replica reaches whether something happens there, the same for the same seed. */
export type Failpoints = { readonly decide: (moment: Moment) => Mishap | null };

const FIRES = 1 / 2;
const SEVERS = 1 / 8;
const STALLS = 1 / 40;

/**
 * @param replica name of it; each has its own stream of chance for each moment.
 * @param wanted whether more faults are wanted at a moment.
 */
export function failpointsOf(seed: number, replica: string, wanted: (moment: Moment) => boolean): Failpoints {
  const streams = new Map<Moment, Chance>();
  return {
    decide: (moment) => {
      const stream = streams.get(moment) ?? chanceOf(seed, "failpoint", replica, moment);
      streams.set(moment, stream);
      // Always as much chance, whatever comes of it: the next decision must not depend on this one.
      const [fires, severs, stalls] = [stream.hits(FIRES), stream.hits(SEVERS), stream.hits(STALLS)];
      if (!fires || !wanted(moment)) return null;
      if (stalls) return "stall";
      return severs ? "sever" : "throw";
    },
  };
}
