import { afterEach, expect, test } from "vitest";
import { openPool, type Pool, type PoolEvent, type PoolOptions } from "./pool.js";
import { PoolProvider } from "./provider.js";
import { type Answer, type Behaviour, openTestEndpoint, type TestEndpoint } from "./testing/endpoints.js";

const GENESIS = `0x${"ab".repeat(32)}`;
const CONTRACT = `0x${"c1".repeat(20)}`;
/** SHA-256 of the code 0x6001. */
const CODE = "9e67b12fd8c58953460459cad7a6d4dd7d6d57594affce8206d1397c9c4db543";

const endpoints: TestEndpoint[] = [];
const pools: Pool[] = [];

afterEach(async () => {
  for (const pool of pools.splice(0)) pool.close();
  await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.close()));
});

type Chain = { readonly chainId?: string; readonly genesis?: string; readonly code?: string };

/** An endpoint of a chain that answers `eth_blockNumber` in the given way. */
function chain(answer: (params: readonly unknown[]) => Behaviour, told: Chain = {}): Answer {
  return (method, params) => {
    if (method === "eth_chainId") return { result: told.chainId ?? "0x7a69" };
    if (method === "eth_getCode") return { result: told.code ?? "0x6001" };
    if (method === "eth_getBlockByNumber") return { result: { hash: told.genesis ?? GENESIS } };
    return answer(params);
  };
}

async function endpoint(answer: Answer): Promise<TestEndpoint> {
  const opened = await openTestEndpoint(answer);
  endpoints.push(opened);
  return opened;
}

function pool(of: readonly TestEndpoint[], more: Partial<PoolOptions> = {}) {
  const events: PoolEvent[] = [];
  const opened = openPool({
    urls: of.map(({ url }) => `${url}/v2/secret-key-of-ours?token=other-secret`),
    identity: { chainId: 31337, genesis: GENESIS, codes: {} },
    timeoutMs: 300,
    onEvent: (event) => events.push(event),
    ...more,
  });
  pools.push(opened);
  return { pool: opened, events };
}

const says = (result: unknown) => chain(() => ({ result }));
const ask = (of: Pool) => of.call("eth_blockNumber", []);

test.each<[string, Behaviour]>([
  ["cuts the connection", "cut"],
  ["stays silent", "silence"],
  ["fails with 503", { status: 503, text: "down" }],
  ["is asked too often", { status: 429, headers: { "retry-after": "7" } }],
  [
    "says so with a code of its own",
    { error: { code: -32_005, message: "daily request count exceeded, request rate limited" } },
  ],
  ["answers in HTML", { status: 200, text: "<html>" }],
  ["does not let us in", { status: 401, text: "{}" }],
])("takes the next endpoint when one %s", async (_what, behaviour) => {
  const [first, second] = [await endpoint(chain(() => behaviour)), await endpoint(says("0x2"))];
  const { pool: both, events } = pool([first, second]);
  expect(await ask(both)).toBe("0x2");
  expect(events).toMatchObject([{ event: "rpc-endpoint-failing", endpoint: first.url }]);
  // The second goes on being asked while the first has its pause, and the first again when nothing else is left.
  first.behave(says("0x1"));
  expect(await ask(both)).toBe("0x2");
  expect(JSON.stringify([events, both.states()])).not.toContain("secret");
});

test("comes back to an endpoint after its pause", async () => {
  let now = 0;
  const [first, second] = [await endpoint(chain(() => "cut")), await endpoint(says("0x2"))];
  const { pool: both, events } = pool([first, second], { clock: () => now });
  expect(await ask(both)).toBe("0x2");
  first.behave(says("0x1"));
  now += 501;
  expect(await ask(both)).toBe("0x1");
  expect(events.map(({ event }) => event)).toEqual(["rpc-endpoint-failing", "rpc-endpoint-recovered"]);
});

test("leaves an endpoint alone for as long as it asks, even the only one", async () => {
  let now = 0;
  const only = await endpoint(chain(() => ({ status: 429, headers: { "retry-after": "7" } })));
  const { pool: one } = pool([only], { clock: () => now });
  await expect(ask(one)).rejects.toMatchObject({ kind: "rate-limited" });
  only.behave(says("0x1"));
  const before = only.asked.length;
  now += 6_999;
  await expect(ask(one)).rejects.toMatchObject({ kind: "rate-limited" });
  expect(only.asked).toHaveLength(before);
  now += 2;
  expect(await ask(one)).toBe("0x1");
});

test("waits no longer than an endpoint asks, however often it was silent before", async () => {
  let now = 0;
  const only = await endpoint(chain(() => "cut"));
  const { pool: one } = pool([only], { clock: () => now });
  for (let n = 0; n < 8; n++) await expect(ask(one)).rejects.toMatchObject({ kind: "unreachable" });
  only.behave(chain(() => ({ status: 429, headers: { "retry-after": "1" } })));
  await expect(ask(one)).rejects.toMatchObject({ kind: "rate-limited" });
  only.behave(says("0x1"));
  now += 1_001;
  expect(await ask(one)).toBe("0x1");
});

test("takes an error of the chain for its answer", async () => {
  const revert = { code: 3, message: "execution reverted", data: "0x08c379a0" };
  const [first, second] = [await endpoint(chain(() => ({ error: revert }))), await endpoint(says("0x2"))];
  const { pool: both } = pool([first, second]);
  await expect(ask(both)).rejects.toMatchObject({ kind: "refused", rpc: { code: 3, data: "0x08c379a0" } });
  const provider = new PoolProvider(both, 31337);
  await expect(provider.call({ to: CONTRACT, data: "0x" })).rejects.toMatchObject({ code: "CALL_EXCEPTION" });
  provider.destroy();
});

test("hides keys in what endpoints say", async () => {
  const telling = await endpoint(
    chain(() => ({ error: { code: -32_000, message: "no /v2/secret-key-of-ours?token=other-secret" } })),
  );
  const fault = await ask(pool([telling]).pool).catch((error: unknown) => error);
  expect(String(fault)).not.toContain("secret");
});

test("asks nothing of an endpoint of another chain, and says so", async () => {
  const wrong = await endpoint(chain(() => ({ result: "0xbad" }), { chainId: "0x1" }));
  const right = await endpoint(says("0x2"));
  let now = 0;
  const { pool: both, events } = pool([wrong, right], { clock: () => now });
  expect([await ask(both), await ask(both)]).toEqual(["0x2", "0x2"]);
  expect(wrong.asked).toEqual(["eth_chainId"]);
  expect(events).toEqual([
    { event: "rpc-endpoint-wrong", endpoint: wrong.url, fault: { field: "chainId", expected: "31337", actual: "1" } },
  ]);
  // It is looked at again after a while: where it is the only one, everything waits for that.
  wrong.behave(says("0x1"));
  now += 5_001;
  expect(await ask(both)).toBe("0x1");
});

test.each<[string, Chain, string]>([
  ["another chain", { chainId: "0x1" }, "chain-wrong"],
  ["another first block", { genesis: `0x${"cd".repeat(32)}` }, "chain-wrong"],
  ["other code", { code: "0x6002" }, "contracts-changed"],
])("refuses where all endpoints have %s", async (_what, told, code) => {
  const only = await endpoint(chain(() => ({ result: "0xbad" }), told));
  const { pool: one } = pool([only], { identity: { chainId: 31337, genesis: GENESIS, codes: { [CONTRACT]: CODE } } });
  await expect(ask(one)).rejects.toMatchObject({ code });
  expect(only.asked).not.toContain("eth_blockNumber");
});

test("looks anew at which chain an endpoint serves after each silence", async () => {
  const only = await endpoint(says("0x1"));
  const { pool: one } = pool([only]);
  expect(await ask(one)).toBe("0x1");
  only.behave(() => "cut");
  await expect(ask(one)).rejects.toMatchObject({ kind: "unreachable" });
  only.behave(chain(() => ({ result: "0xbad" }), { genesis: `0x${"cd".repeat(32)}` }));
  await expect(ask(one)).rejects.toMatchObject({ code: "chain-wrong" });
});

test("takes what two say, and nothing that one alone says", async () => {
  const [first, second, third] = [
    await endpoint(says("0x1")),
    await endpoint(says("0x2")),
    await endpoint(says("0x2")),
  ];
  const question = (of: Pool) => of.agree((caller) => caller.call("eth_blockNumber", []), String);
  expect(await question(pool([first, second, third], { agreement: 2 }).pool)).toBe("0x2");
  const two = pool([first, second], { agreement: 2 }).pool;
  await expect(question(two)).rejects.toMatchObject({ code: "rpc-disagreement", details: { different: 2 } });
  second.behave(() => "cut");
  await expect(question(two)).rejects.toMatchObject({ code: "rpc-disagreement", details: { answers: 1 } });
});

test("gives ethers failover", async () => {
  const [first, second] = [await endpoint(chain(() => "cut")), await endpoint(says("0x2a"))];
  const provider = new PoolProvider(pool([first, second]).pool, 31337);
  expect(await provider.getBlockNumber()).toBe(42);
  second.behave(() => "cut");
  await expect(provider.getBlockNumber()).rejects.toMatchObject({ code: "NETWORK_ERROR" });
  provider.destroy();
});

test("a silent endpoint does not hold up a look at all of them", async () => {
  const [silent, right] = [await endpoint(chain(() => "silence")), await endpoint(says("0x2"))];
  const { pool: both } = pool([silent, right], { timeoutMs: 20_000 });
  const started = performance.now();
  expect(await both.survey((caller) => caller.call("eth_blockNumber", []))).toEqual([
    { name: right.url, answer: "0x2" },
  ]);
  expect(performance.now() - started).toBeLessThan(15_000);
});
