/** One way to do a piece of work. */
export type Contender = { readonly name: string; readonly run: () => void | Promise<void> };

/** The same piece of work done in several ways; the first is ours. `operations`: what one run does. */
export type Comparison = {
  readonly id: string;
  readonly says: string;
  readonly operations: number;
  readonly contenders: readonly [Contender, ...Contender[]];
};

/** Times of one contender; `speed`: its operations a second. */
export type Timing = {
  readonly name: string;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  readonly speed: number;
  /** Speed of the first contender divided by that of this one: above 1, the first is faster. Null for the first. */
  readonly ratio: number | null;
};
export type Compared = Omit<Comparison, "contenders"> & { readonly timings: readonly Timing[] };

/** Runs every contender once for warming up and then once a round, each round beginning with another of them. */
export async function compare({ contenders, ...about }: Comparison, rounds: number): Promise<Compared> {
  const times = contenders.map((): number[] => []);
  for (const { run } of contenders) await run();
  for (let round = 0; round < rounds; round++) {
    for (const turn of contenders.keys()) {
      const place = (round + turn) % contenders.length;
      const started = performance.now();
      await contenders[place]?.run();
      times[place]?.push(performance.now() - started);
    }
  }
  const ours = medianOf(times[0] ?? []);
  return {
    ...about,
    timings: contenders.map(({ name }, place) => {
      const taken = times[place] ?? [];
      const median = medianOf(taken);
      return {
        name,
        medianMs: rounded(median),
        fastestMs: rounded(Math.min(...taken)),
        slowestMs: rounded(Math.max(...taken)),
        speed: rounded((about.operations * 1_000) / median),
        ratio: place === 0 ? null : rounded(median / ours),
      };
    }),
  };
}

/** The middle one, or the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** To four digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Fails before anything is timed when contenders do not do the same work. */
export function mustAgree(what: string, agrees: boolean): void {
  if (!agrees) throw new Error(`The contenders do not agree: ${what}.`);
}
