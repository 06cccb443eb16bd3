import { type Hex, parseAddress } from "@peerseal/sdk";
import { id } from "ethers";
import { afterEach, beforeAll, expect, test } from "vitest";
import { openPool, type Pool, type PoolOptions } from "../rpc/pool.js";
import { type Answer, openTestEndpoint, type TestEndpoint } from "../rpc/testing/endpoints.js";
import { type Blooms, createBlooms } from "./bloom.js";
import type { Log } from "./log.js";
import { sourceOver } from "./source.js";

const ROUNDS = parseAddress(`0x${"a1".repeat(20)}`);
const OTHER = parseAddress(`0x${"b2".repeat(20)}`);
const FOREIGN: Hex = `0x${"ff".repeat(20)}`;
const contracts = {
  directory: OTHER,
  institutions: OTHER,
  courses: OTHER,
  rubrics: OTHER,
  rounds: ROUNDS,
  credentials: OTHER,
  followUps: OTHER,
};
const CLOSED = id("RoundClosed(bytes32)");
const TRANSFER = id("Transfer(address,address,uint256)");
const hash = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const quantity = (number: number) => `0x${number.toString(16)}`;

type FakeLog = { readonly address: Hex; readonly topics: Hex[] } & Record<string, unknown>;

function log(address: Hex, number: number, index: number, more: object = {}): FakeLog {
  const topic = (address === FOREIGN ? TRANSFER : CLOSED) as Hex;
  return {
    address,
    topics: [topic, hash(1_000 * number + index)],
    data: "0x",
    blockNumber: quantity(number),
    blockHash: hash(number),
    transactionHash: hash(9_000 + index),
    transactionIndex: quantity(index),
    logIndex: quantity(index),
    removed: false,
    ...more,
  };
}

// Block 1 is empty, 2 holds logs of ours and of others, 3 of ours alone, 4 of others alone.
const TRUTH: Readonly<Record<number, readonly FakeLog[]>> = {
  1: [],
  2: [log(FOREIGN, 2, 0), log(ROUNDS, 2, 1), log(FOREIGN, 2, 2), log(ROUNDS, 2, 3)],
  3: [log(ROUNDS, 3, 0), log(ROUNDS, 3, 1), log(ROUNDS, 3, 2)],
  4: [log(FOREIGN, 4, 0)],
};
const OURS = [2, 3].flatMap((number) =>
  (TRUTH[number] ?? []).filter(({ address }) => address === ROUNDS).map(({ logIndex }) => [number, Number(logIndex)]),
);

let blooms: Blooms;
const endpoints: TestEndpoint[] = [];
const pools: Pool[] = [];

beforeAll(async () => {
  blooms = await createBlooms();
});
afterEach(async () => {
  for (const pool of pools.splice(0)) pool.close();
  await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
});

type Lie = {
  /** What it tells of the logs that fit the question; `whole`: of all logs of a block. */
  readonly logs?: (logs: readonly FakeLog[], whole: boolean) => readonly FakeLog[];
  readonly header?: (header: Record<string, unknown>) => Record<string, unknown>;
  readonly head?: number;
};

function chain({ logs = (told) => told, header = (told) => told, head = 4 }: Lie = {}): Answer {
  return (method, params) => {
    if (method === "eth_chainId") return { result: "0x7a69" };
    if (method === "eth_getBlockByNumber") {
      const number = params[0] === "latest" || params[0] === "finalized" ? head : Number(params[0]);
      if (number > head) return { result: null };
      const logsBloom = `0x${blooms.of((TRUTH[number] ?? []) as unknown as Log[])}`;
      const told = {
        number: quantity(number),
        hash: hash(number),
        parentHash: hash(number - 1),
        timestamp: "0x65",
        logsBloom,
      };
      return { result: header(told) };
    }
    const filter = params[0] as { blockHash?: string; fromBlock?: string; toBlock?: string; address?: string[] };
    const found = Object.entries(TRUTH).flatMap(([number, all]) => {
      const wanted =
        filter.blockHash === undefined
          ? Number(number) >= Number(filter.fromBlock) && Number(number) <= Number(filter.toBlock)
          : filter.blockHash === hash(Number(number));
      return wanted ? all.filter(({ address }) => filter.address?.includes(address) ?? true) : [];
    });
    return { result: logs(found, filter.address === undefined) };
  };
}

async function source(lies: readonly Lie[], options: Partial<PoolOptions> = {}) {
  for (const lie of lies) endpoints.push(await openTestEndpoint(chain(lie)));
  const urls = endpoints.map(({ url }) => url);
  const pool = openPool({ urls, identity: { chainId: 31337, genesis: null, codes: {} }, ...options });
  pools.push(pool);
  return { pool, source: sourceOver(pool, { chainId: 31337, contracts }) };
}

const read = async (of: Awaited<ReturnType<typeof source>>, isFinal: boolean) => {
  const stretch = await of.source.stretch(1, 4, [ROUNDS, OTHER], { isFinal });
  return stretch.events.map(({ place }) => [place.blockNumber, place.logIndex]);
};

test.each([true, false])("finds our logs among others (final: %s)", async (isFinal) => {
  expect(await read(await source([{}]), isFinal)).toEqual(OURS);
});

const not =
  (...gone: readonly FakeLog[]) =>
  (logs: readonly FakeLog[]) =>
    logs.filter((one) => !gone.includes(one));
const [ours21, ours23] = [TRUTH[2]?.[1], TRUTH[2]?.[3]] as [FakeLog, FakeLog];
const [ours30, ours32] = [TRUTH[3]?.[0], TRUTH[3]?.[2]] as [FakeLog, FakeLog];
const swapped = (one: FakeLog, more: object) => (logs: readonly FakeLog[]) =>
  logs.map((other) => (other === one ? { ...other, ...more } : other));
const zeroBloom = { header: (told: Record<string, unknown>) => ({ ...told, logsBloom: `0x${"0".repeat(512)}` }) };

test.each<[string, Lie]>([
  ["hides all logs", { logs: () => [] }],
  ["hides ours", { logs: (logs) => logs.filter(({ address }) => address === FOREIGN) }],
  ["hides ours where it is asked for ours only", { logs: (logs, whole) => (whole ? logs : []) }],
  ["hides one in the middle", { logs: not(ours21) }],
  ["hides one where it is asked for ours only", { logs: (logs, whole) => (whole ? logs : not(ours23)(logs)) }],
  ["hides the last of a block", { logs: not(ours32) }],
  ["hides the first of a block", { logs: not(ours30) }],
  ["tells of a log of another block", { logs: swapped(ours30, { blockHash: hash(77) }) }],
  [
    "moves a log to an empty block",
    { logs: swapped(ours32, { blockNumber: "0x1", blockHash: hash(1), logIndex: "0x0" }) },
  ],
  ["tells of a block that was not asked for", { logs: swapped(ours32, { blockNumber: "0x9", blockHash: hash(9) }) }],
  ["tells of another contract", { logs: (logs) => [...logs, log(FOREIGN, 3, 3)] }],
  ["makes a log up", { logs: (logs, whole) => (whole ? logs : [...logs, log(ROUNDS, 4, 1)]) }],
  ["gives a log twice", { logs: (logs) => [...logs, ...logs.slice(0, 1)] }],
  ["takes a log back", { logs: swapped(ours30, { removed: true }) }],
  ["mixes transactions up", { logs: swapped(ours30, { transactionIndex: "0x9" }) }],
  ["changes a topic", { logs: swapped(ours30, { topics: [CLOSED, hash(5)] }) }],
  ["hides the bloom beside the logs", zeroBloom],
  ["gives blocks that do not follow one another", { header: (told) => ({ ...told, parentHash: hash(77) }) }],
  ["gives another block", { header: (told) => ({ ...told, number: "0x63" }) }],
  ["gives headers without a bloom", { header: ({ logsBloom: _, ...told }) => told }],
])("takes nothing of an endpoint that %s, and asks another one", async (_what, lie) => {
  for (const isFinal of [true, false]) {
    const alone = await source([lie]);
    await expect(read(alone, isFinal)).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:suspect|malformed)$/),
    });
    const both = await source([{}]);
    expect(both.pool.states()).toHaveLength(2);
    expect(await read(both, isFinal)).toEqual(OURS);
    await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
  }
});

test("an endpoint far behind the others is not asked for the newest block", async () => {
  const late = await source([{ head: 4 }, { head: 9 }]);
  expect(await late.source.latest()).toMatchObject({ number: 9 });
  expect(late.pool.states().map(({ isStale }) => isStale)).toEqual([true, false]);
  expect(await late.source.block(9)).toMatchObject({ hash: hash(9) });
});

test("of endpoints that are to agree, one alone does not make the others look late", async () => {
  const ahead = await source([{ head: 400 }, {}, {}], { agreement: 2 });
  expect(await ahead.source.latest()).toMatchObject({ number: 4 });
  expect(await ahead.source.final()).toMatchObject({ number: 4 });
  expect(await read(ahead, true)).toEqual(OURS);
});

test("where two are to agree, a lie of one is not taken even where no bloom tells", async () => {
  const changed = await source([{ logs: swapped(ours30, { transactionHash: hash(5) }) }, {}], { agreement: 2 });
  await expect(read(changed, true)).rejects.toMatchObject({ code: "rpc-disagreement" });
});
