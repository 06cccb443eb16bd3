import { expect, test } from "vitest";
import { compare, medianOf, mustAgree } from "./compare.ts";

test("the median of an even number of values is the mean of the two in the middle", () => {
  expect(medianOf([9, 1, 5])).toBe(5);
  expect(medianOf([4, 100, 2, 1])).toBe(3);
});

test("every contender warms up once and begins in turn", async () => {
  const order: string[] = [];
  const contender = (name: string) => ({ name, run: () => void order.push(name) });
  const contenders = [contender("a"), contender("b"), contender("c")] as const;
  const compared = await compare({ id: "x", says: "x", operations: 1, contenders }, 2);
  expect(order.join("")).toBe("abcabcbca");
  expect(compared.timings.map(({ name, ratio }) => [name, ratio === null])).toEqual([
    ["a", true],
    ["b", false],
    ["c", false],
  ]);
});

test("contenders that do other work are not compared", () => {
  expect(() => mustAgree("the roots", false)).toThrow("the roots");
});
