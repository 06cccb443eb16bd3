import { describe, expect, it } from "vitest";
import { createGroup, type Ended } from "./group.js";

const options = { waitMs: 1, full: 10, most: 100 };

/** A group whose runs are noted, and end when told. */
function noted() {
  const runs: number[][] = [];
  const ends: (() => void)[] = [];
  const group = createGroup<number, number>(async (items) => {
    runs.push([...items]);
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map(
      (item): Ended<number> =>
        item < 0 ? { ok: false, error: new Error(`bad ${item}`) } : { ok: true, value: item * 2 },
    );
  }, options);
  const next = async () => {
    while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve));
    ends.shift()?.();
  };
  return { group, runs, next };
}

describe("a group", () => {
  it("does at once what came together, and what came meanwhile after that", async () => {
    const { group, runs, next } = noted();
    const first = [1, 2, 3].map((item) => group.add(item, 1));
    const turn = next();
    await turn;
    const meanwhile = [4, 5].map((item) => group.add(item, 1));
    expect(await Promise.all(first)).toEqual([2, 4, 6]);
    await next();
    expect(await Promise.all(meanwhile)).toEqual([8, 10]);
    expect(runs.flat()).toEqual([1, 2, 3, 4, 5]);
    expect(runs[0]).toEqual([1, 2, 3]);
  });

  it("gives each its own end: one that fails, fails alone", async () => {
    const { group, next } = noted();
    const settled = Promise.allSettled([1, -1, 2].map((item) => group.add(item, 1)));
    await next();
    expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("takes no more at once than makes it full, but one that is larger by itself", async () => {
    const { group, runs, next } = noted();
    const all = [group.add(1, 6), group.add(2, 6), group.add(3, 50)];
    for (let turn = 0; turn < 3; turn++) await next();
    await Promise.all(all);
    expect(runs).toEqual([[1], [2], [3]]);
  });

  it("sends away what memory should not hold", async () => {
    const { group, next } = noted();
    const first = group.add(1, 100);
    const second = group.add(2, 100);
    await expect(group.add(3, 1)).rejects.toMatchObject({ code: "overloaded" });
    await next();
    await next();
    expect(await Promise.all([first, second])).toEqual([2, 4]);
    await group.close();
  });

  it("fails all of a group whose run fails, and goes on with the next", async () => {
    let failing = true;
    const group = createGroup<number, number>(async (items) => {
      if (failing) throw new Error("the database is away");
      return items.map((value): Ended<number> => ({ ok: true, value }));
    }, options);
    const settled = await Promise.allSettled([group.add(1, 1), group.add(2, 1)]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    failing = false;
    expect(await group.add(3, 1)).toBe(3);
  });
});
