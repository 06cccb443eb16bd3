const DAY = 86_400;
const HOUR = 3_600;

/** Turns days of the demo network into Unix seconds. Day 0 begins at the first midnight (UTC) of the chain. */
export type Calendar = {
  /** @param hour after the start of the day; fractions are cut to whole seconds. */
  readonly at: (day: number, hour?: number) => number;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly text: (at: number) => string;
};

/** @param genesisAt time of the chain's first block, Unix seconds. */
export function calendarFrom(genesisAt: number): Calendar {
  const start = Math.ceil(genesisAt / DAY) * DAY;
  return {
    at: (day, hour = 0) => start + day * DAY + Math.floor(hour * HOUR),
    text: (at) => new Date(at * 1000).toISOString().replace(".000Z", "Z"),
  };
}

/** Something that happens at a time, Unix seconds. */
export type Happening = { readonly at: number; readonly run: () => Promise<void> };

/**
 * Lets everything happen in the order of time, what falls on one second in the order given.
 *
 * @param options.setTime told before each happening.
 */
export async function letHappen(
  happenings: readonly Happening[],
  options: { readonly setTime: (at: number) => void; readonly progress: (done: number, of: number) => void },
): Promise<void> {
  const ordered = [...happenings].sort((a, b) => a.at - b.at);
  for (const [done, { at, run }] of ordered.entries()) {
    options.setTime(at);
    await run();
    options.progress(done + 1, ordered.length);
  }
}
