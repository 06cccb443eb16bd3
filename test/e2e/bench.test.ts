import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const bench = (...args: string[]) =>
  run(process.execPath, [join(import.meta.dirname, "../../scripts/bench.ts"), ...args]);

test("benchmarks hold us beside the peer doing the same, and end with one line of JSON each", {
  timeout: 240_000,
}, async () => {
  const { stdout, stderr } = await bench("issue", "verify", "merkle", "--count", "24", "--rounds", "1", "--json");
  const lines = stdout
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  const standing = { perSecond: expect.any(Number), peakMB: expect.any(Number) };
  const line = (name: string) => ({
    bench: name,
    n: 24,
    ours: expect.objectContaining(standing),
    peer: expect.objectContaining(standing),
    ratio: expect.any(Number),
  });
  expect(lines).toEqual([
    line("issue"),
    { ...line("verify"), mixed: expect.objectContaining({ n: 24, ratio: expect.any(Number) }) },
    { ...line("merkle"), openZeppelin: expect.objectContaining(standing), ratioOpenZeppelin: expect.any(Number) },
  ]);
  expect(stderr).toContain("first / this");
});

test("what a visitor of the web app loads stays within its bounds", async () => {
  const { stdout } = await bench("size", "--json");
  const line = JSON.parse(stdout) as Readonly<Record<string, { readonly bytes: number; readonly budget: number }>>;
  const { bench: name, ...measured } = line;
  expect([name, Object.keys(measured)]).toEqual(["size", ["verifyRoute", "embedFirst", "embedVerdict"]]);
  for (const [what, { bytes, budget }] of Object.entries(measured)) {
    expect(bytes, what).toBeGreaterThan(1_000);
    expect(bytes, what).toBeLessThanOrEqual(budget);
  }
});

test.each([
  [["nothing"], /no benchmark "nothing"/],
  [["merkle", "--count", "0"], /--count takes a whole number/],
  [["merkle", "--fast"], /--fast/],
])("says in one line what is wrong with %j", async (args, said) => {
  const failed = await bench(...args).then(
    () => null,
    (error: { stderr: string; code: number }) => error,
  );
  expect(failed?.code).toBe(1);
  expect(failed?.stderr).toMatch(said);
  expect(failed?.stderr.trim().split("\n")).toHaveLength(1);
});
