import type { Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import { type Chance, chanceOf } from "../random.ts";

/** What happens at a moment: the step ends; its database connections break as well; it stands still for a while. */
export type Mishap = "throw" | "sever" | "stall";

/** An end of a step that nothing in the code under test knows of. */
export class Failpoint extends Error {}

/** Decides at every moment that a replica reaches whether something happens there, the same for the same seed. */
export type Failpoints = {
  readonly decide: (moment: Moment) => Mishap | null;
};

/** How much rarer points are taken first, so that each comes to its share. */
const OFTEN = 1 / 2;
const SELDOM = 1 / 20;
const SEVERED = 1 / 8;
const STALLED = 1 / 40;

/**
 * @param replica name of it; each has its own stream of chance for each moment.
 * @param wanted whether more faults are wanted at a moment: "no" ends them, "some" makes them seldom.
 */
export function failpointsOf(
  seed: number,
  replica: string,
  wanted: (moment: Moment) => "many" | "some" | "no",
): Failpoints {
  const streams = new Map<Moment, Chance>();
  return {
    decide: (moment) => {
      const stream = streams.get(moment) ?? chanceOf(seed, "failpoint", replica, moment);
      streams.set(moment, stream);
      const [fires, severs, stalls] = [stream.next(), stream.next(), stream.next()];
      const want = wanted(moment);
      if (want === "no" || fires >= (want === "many" ? OFTEN : SELDOM)) return null;
      if (stalls < STALLED) return "stall";
      return severs < SEVERED ? "sever" : "throw";
    },
  };
}
