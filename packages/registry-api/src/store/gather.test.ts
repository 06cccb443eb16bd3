import { expect, test } from "vitest";
import { gather } from "./gather.js";

function asked() {
  const groups: (readonly number[])[] = [];
  const ask = gather<number, string | null>(async (keys) => {
    groups.push(keys);
    if (keys.includes(13)) throw new Error("no thirteen");
    return keys.map((key) => (key === 0 ? null : `answer ${key}`));
  });
  return { groups, ask };
}

test("what is asked in one turn is put as one question, and each gets its own answer", async () => {
  const { groups, ask } = asked();
  expect(await Promise.all([ask(1), ask(0), ask(1), ask(2)])).toEqual(["answer 1", null, "answer 1", "answer 2"]);
  expect(await ask(3)).toBe("answer 3");
  expect(groups).toEqual([[1, 0, 1, 2], [3]]);
});

test("a question that does not come back holds up nobody who asks later", async () => {
  let first = true;
  const ask = gather<number, number>((keys) => {
    if (!first) return Promise.resolve(keys);
    first = false;
    return new Promise(() => undefined);
  });
  void ask(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await ask(2)).toBe(2);
});

test("more than one question holds are put as several", async () => {
  const { groups, ask } = asked();
  const keys = Array.from({ length: 250 }, (_, n) => n + 100);
  expect(await Promise.all(keys.map(ask))).toEqual(keys.map((key) => `answer ${key}`));
  expect(groups.map(({ length }) => length)).toEqual([100, 100, 50]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(groups).toHaveLength(3);
});

test("a fault reaches those who asked together, and nobody else", async () => {
  const { ask } = asked();
  const together = await Promise.allSettled([ask(12), ask(13)]);
  expect(together.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask(14)).toBe("answer 14");
});

test("an answer that is left out is an error of its caller", async () => {
  const ask = gather<number, number>(async (keys) => keys.slice(0, 1));
  const [first, second] = await Promise.allSettled([ask(1), ask(2)]);
  expect(first).toEqual({ status: "fulfilled", value: 1 });
  expect(second.status).toBe("rejected");
});
