import { MOMENTS, type Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";

/** How many faults were made, of which kind and where. */
export type Tally = {
  readonly failed: (moment: Moment) => void;
  readonly killed: (moment: Moment | "anywhere") => void;
  readonly failpoints: () => number;
  readonly kills: () => number;
  /** Faults of one kind at a moment. */
  readonly at: (kind: "failpoint" | "kill", moment: Moment) => number;
  readonly byPoint: () => Readonly<Record<string, { readonly failpoints: number; readonly kills: number }>>;
};

export function makeTally(): Tally {
  const failpoints = new Map<string, number>();
  const kills = new Map<string, number>();
  const add = (counts: Map<string, number>, point: string) => counts.set(point, (counts.get(point) ?? 0) + 1);
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
  return {
    failed: (moment) => add(failpoints, moment),
    killed: (moment) => add(kills, moment),
    failpoints: () => sum(failpoints),
    kills: () => sum(kills),
    at: (kind, moment) => (kind === "kill" ? kills : failpoints).get(moment) ?? 0,
    byPoint: () =>
      Object.fromEntries(
        [...MOMENTS, "anywhere"].map((point) => [
          point,
          { failpoints: failpoints.get(point) ?? 0, kills: kills.get(point) ?? 0 },
        ]),
      ),
  };
}
