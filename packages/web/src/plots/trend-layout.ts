import { scaleBand, scaleLinear } from "d3-scale";

/** A quarter of a year in UTC. */
export type Quarter = { readonly year: number; readonly quarter: number };
/** Something that happened, with how much it counts. `at`: Unix seconds. */
export type Counted = { readonly at: number; readonly weight?: number };
export type QuarterCount = Quarter & { readonly count: number };
/** A bar: per cent of the width, and pixels of the height from the top. */
export type Bar = QuarterCount & {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
};

const MONTHS = 3;

/** How much happened in each of the last quarters, oldest first; the present one is the last. */
export function countByQuarter(things: readonly Counted[], now: number, quarters = 8): QuarterCount[] {
  const last = indexOf(now);
  const counts = new Map<number, number>();
  for (const { at, weight = 1 } of things) counts.set(indexOf(at), (counts.get(indexOf(at)) ?? 0) + weight);
  return Array.from({ length: quarters }, (_, i) => {
    const index = last - quarters + 1 + i;
    return { year: Math.floor(index / 4), quarter: (((index % 4) + 4) % 4) + 1, count: counts.get(index) ?? 0 };
  });
}

/** Quarters since the year 0. */
function indexOf(at: number): number {
  const date = new Date(at * 1000);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / MONTHS);
}

/** Places bars in a drawing of this height in pixels. The scale begins at 0; nothing at all has bars of no height. */
export function layoutTrend(counts: readonly QuarterCount[], height: number): Bar[] {
  const band = scaleBand(
    counts.map((_, i) => i),
    [0, 100],
  ).padding(0.25);
  const scale = scaleLinear([0, Math.max(1, ...counts.map(({ count }) => count))], [0, height]);
  return counts.map((count, i) => {
    const tall = scale(count.count);
    return { ...count, x: band(i) ?? 0, width: band.bandwidth(), y: height - tall, height: tall };
  });
}
