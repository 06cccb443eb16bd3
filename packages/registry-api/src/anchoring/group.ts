import { PeersealError } from "@peerseal/sdk";

/** What became of one item of a group. */
export type Ended<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly error: unknown };

export type GroupOptions = {
  /** How long the first of a group waits for others, in milliseconds. */
  readonly waitMs: number;
  /** Weight from which on a group waits no longer. */
  readonly full: number;
  /** Weight that may wait; beyond it callers are sent away. */
  readonly most: number;
};

export type Group<T, R> = {
  /** Resolves once the group that the item came into is done. @throws PeersealError `overloaded`, or the item's error */
  readonly add: (item: T, weight: number) => Promise<R>;
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
};

type Waiting<T, R> = {
  readonly item: T;
  readonly weight: number;
  readonly resolve: (value: R) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers what comes in at about the same time, so that it is done at once: one commit serves many. While one group is
 * being done the next one gathers.
 *
 * @param run does a group, and says what became of each item in the same order; it never throws for one item alone.
 */
export function createGroup<T, R>(
  run: (items: readonly T[]) => Promise<readonly Ended<R>[]>,
  { waitMs, full, most }: GroupOptions,
): Group<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let weight = 0;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (running !== null || waiting.length === 0) return;
    const [items, rest] = firstOf(waiting, full);
    waiting = rest;
    weight -= items.reduce((sum, one) => sum + one.weight, 0);
    running = work(items).finally(() => {
      running = null;
      flush();
    });
  }

  async function work(items: readonly Waiting<T, R>[]): Promise<void> {
    let ended: readonly Ended<R>[];
    try {
      ended = await run(items.map(({ item }) => item));
    } catch (error) {
      for (const { reject } of items) reject(error);
      return;
    }
    for (const [i, { resolve, reject }] of items.entries()) {
      const one = ended[i];
      if (one === undefined) reject(new PeersealError("internal", "A group forgot one of its items."));
      else if (one.ok) resolve(one.value);
      else reject(one.error);
    }
  }

  return {
    add: (item, itemWeight) =>
      new Promise<R>((resolve, reject) => {
        if (weight + itemWeight > most && waiting.length > 0) {
          return reject(new PeersealError("overloaded", "More is waiting to be stored than memory should hold."));
        }
        waiting.push({ item, weight: itemWeight, resolve, reject });
        weight += itemWeight;
        if (running !== null) return;
        if (weight >= full) flush();
        else timer ??= setTimeout(flush, waitMs);
      }),
    close: async () => {
      flush();
      while (running !== null) await running;
    },
  };
}

/** As many from the front as make a group full, one at least. */
function firstOf<W extends { readonly weight: number }>(all: readonly W[], full: number): [W[], W[]] {
  let sum = 0;
  let count = 0;
  for (const { weight } of all) {
    if (count > 0 && sum + weight > full) break;
    sum += weight;
    count++;
  }
  return [all.slice(0, count), all.slice(count)];
}
