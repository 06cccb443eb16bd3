import { type Governing, parseAddress } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { watchGoverning } from "./governing.js";

const [SAFE, TIMELOCK] = [parseAddress(`0x${"aa".repeat(20)}`), parseAddress(`0x${"bb".repeat(20)}`)];
const ALONE: Governing = { kind: "account", account: SAFE, isContract: true };
const governedBy = (byte: string): Governing => ({
  kind: "members",
  governance: { chainId: 1, governor: parseAddress(`0x${byte.repeat(20)}`), timelock: TIMELOCK },
});
const told = (byte: string) => ({ kind: "members", governor: `0x${byte.repeat(20)}`, timelock: TIMELOCK });

/** A chain that answers one after the other; an error is thrown. */
function world(...answers: (Governing | Error)[]) {
  const clock = { now: 1_000 };
  const asked: number[] = [];
  const warned: unknown[] = [];
  let head = 100;
  const tell = watchGoverning({
    find: async (fromBlock) => {
      asked.push(fromBlock);
      const answer = answers[asked.length - 1];
      if (!(answer instanceof Error) && answer !== undefined) return answer;
      throw answer ?? new Error("Nobody expected that question.");
    },
    head: async () => {
      head += 100;
      return head;
    },
    firstBlock: 7,
    now: () => clock.now,
    log: { warn: (entry: unknown) => warned.push(entry) },
  });
  const later = async (seconds: number) => {
    clock.now += seconds;
    const before = tell();
    // What was asked is answered before the next task.
    await new Promise((done) => setImmediate(done));
    return [before, tell()];
  };
  return { later, asked, warned };
}

test("it is asked once, then anew after minutes, and only what is new is looked through", async () => {
  const { later, asked } = world(governedBy("c1"), ALONE, governedBy("c2"));
  expect(await later(0)).toEqual([null, told("c1")]);
  expect(await later(599)).toEqual([told("c1"), told("c1")]);
  // Among the newest blocks nobody was given the role: that takes it from nobody.
  expect(await later(1)).toEqual([told("c1"), told("c1")]);
  expect(await later(600)).toEqual([told("c1"), told("c2")]);
  expect(asked).toEqual([7, 200, 300]);
});

test("a chain that does not answer takes nothing away, and is asked again", async () => {
  const { later, asked, warned } = world(new Error("No logs."), ALONE, new Error("No logs."));
  expect(await later(0)).toEqual([null, null]);
  expect(await later(600)).toEqual([null, ALONE]);
  expect(await later(600)).toEqual([ALONE, ALONE]);
  expect(asked).toEqual([7, 7, 300]);
  expect(warned).toMatchObject([{ event: "governance-unknown" }, { event: "governance-unknown" }]);
});
