import { type ChildProcess, spawn } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { JsonRpcProvider, Wallet } from "ethers";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type LocalChain,
  type LocalChainOptions,
  openLocalChain,
  removeLocalChain,
} from "../../scripts/local-chain/local-chain.ts";

const DAY = 86_400;
const START = 1_800_000_000;
const wallet = new Wallet(`0x${"22".repeat(32)}`);
const fund = [{ address: wallet.address, wei: 10n ** 20n }];
// Answers TIMESTAMP: TIMESTAMP, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN.
const CLOCK = `0x600a600c600039600a6000f34260005260206000f3`;
// Reverts with the four bytes deadbeef.
const REVERTING = "0x6010600c60003960106000f363deadbeef60e01b60005260046000fd";

let dataDir: string;
const opened: LocalChain[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-chain-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const chain of opened.splice(0)) await chain.close();
  await rm(dataDir, { recursive: true, force: true });
});

const journalPath = () => join(dataDir, "chain", "journal.jsonl");

async function open(options: Partial<LocalChainOptions> = {}): Promise<LocalChain> {
  const chain = await openLocalChain({ dataDir, fund, ...options });
  opened.push(chain);
  return chain;
}

function sign(nonce: number, fields: Record<string, unknown> = {}): Promise<string> {
  return wallet.signTransaction({
    type: 2,
    chainId: 31337,
    nonce,
    to: wallet.address,
    value: 1n,
    gasLimit: 200_000n,
    maxFeePerGas: 10n ** 11n,
    maxPriorityFeePerGas: 1n,
    ...fields,
  });
}

const deploy = (nonce: number, data: string) => sign(nonce, { to: null, value: 0n, data });

async function blocks(chain: LocalChain): Promise<{ hash: string; at: number }[]> {
  const height = Number(await chain.request("eth_blockNumber"));
  return Promise.all(Array.from({ length: height + 1 }, (_, number) => block(chain, `0x${number.toString(16)}`)));
}

async function block(chain: LocalChain, tag: string): Promise<{ hash: string; at: number }> {
  const found = await chain.request("eth_getBlockByNumber", [tag, false]);
  if (typeof found !== "object" || found === null) throw new Error(`no block ${tag}`);
  return { hash: String(Reflect.get(found, "hash")), at: Number(Reflect.get(found, "timestamp")) };
}

async function receipt(chain: LocalChain, hash: unknown): Promise<{ status: number; contract: string }> {
  const found = await chain.request("eth_getTransactionReceipt", [hash]);
  if (typeof found !== "object" || found === null) throw new Error(`no receipt of ${String(hash)}`);
  return { status: Number(Reflect.get(found, "status")), contract: String(Reflect.get(found, "contractAddress")) };
}

async function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

async function startChild(shell = ""): Promise<{ child: ChildProcess; url: string }> {
  const program = join(import.meta.dirname, "local-chain.child.ts");
  const child = spawn(
    "bash",
    ["-c", `${shell} exec "$@"`, "bash", process.execPath, program, dataDir, wallet.address],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, url: line };
  throw new Error("the child printed no address");
}

test("a restart gives identical block hashes, whatever was read or rejected in between", async () => {
  const first = await open();
  await first.request("eth_sendRawTransaction", [await deploy(0, CLOCK)]);
  for (let nonce = 1; nonce < 30; nonce++) {
    await first.request("eth_estimateGas", [{ from: wallet.address, to: wallet.address }]);
    await first.request("eth_getBlockByNumber", ["pending", true]);
    await expect(first.request("eth_sendRawTransaction", [await sign(nonce + 7)])).rejects.toMatchObject({
      code: -32000,
    });
    await first.request("eth_sendRawTransaction", [await sign(nonce)]);
  }
  const before = await blocks(first);
  await first.close();
  const second = await open({ fund: [] });
  expect(await blocks(second)).toEqual(before);
  expect(before).toHaveLength(31);
  expect(second.genesisHash).toBe(first.genesisHash);
  expect([first.created, second.created]).toEqual([true, false]);
});

test("two fresh chains begun in the same second differ from the genesis on", async () => {
  const one = await open({ now: () => START });
  const other = await open({ now: () => START, dataDir: join(dataDir, "other") });
  expect(one.genesisHash).not.toBe(other.genesisHash);
  expect((await block(one, "0x0")).at).toBe(START - 800 * DAY);
});

test("a torn last line is cut off and the chain goes on", async () => {
  const first = await open();
  await first.request("eth_sendRawTransaction", [await sign(0)]);
  const before = await blocks(first);
  await first.close();
  const whole = await readFile(journalPath(), "utf8");
  await appendFile(journalPath(), whole.slice(whole.lastIndexOf("{"), -9));
  const second = await open();
  expect(await blocks(second)).toEqual(before);
  expect(await readFile(journalPath(), "utf8")).toBe(whole);
  await second.request("eth_sendRawTransaction", [await sign(1)]);
  await second.close();
  expect(await blocks(await open())).toHaveLength(3);
});

test.each([
  ["a line that is not JSON", (lines: string[]) => lines.with(1, "garbage")],
  [
    "a changed block hash",
    (lines: string[]) => lines.with(1, (lines[1] ?? "").replace(/"block":"0x../, '"block":"0x00')),
  ],
  ["a changed time", (lines: string[]) => lines.with(1, (lines[1] ?? "").replace(/"at":\d+/, `"at":${START + 1}`))],
  ["a missing line", (lines: string[]) => lines.toSpliced(1, 1)],
  ["an unknown field", (lines: string[]) => lines.with(2, (lines[2] ?? "").replace("{", '{"x":1,'))],
  [
    "a changed header",
    (lines: string[]) => lines.with(0, (lines[0] ?? "").replace(/"initialAt":\d+/, '"initialAt":17')),
  ],
  ["no header", (lines: string[]) => lines.slice(1)],
])("a journal with %s is refused, and left as it is", async (_name, damage) => {
  const first = await open({ now: () => START });
  await first.request("eth_sendRawTransaction", [await sign(0)]);
  await first.request("eth_sendRawTransaction", [await sign(1)]);
  await first.close();
  const damaged = damage((await readFile(journalPath(), "utf8")).split("\n")).join("\n");
  await writeFile(journalPath(), damaged);
  await expect(open()).rejects.toMatchObject({ code: "chain-data-corrupt" });
  expect(await readFile(journalPath(), "utf8")).toBe(damaged);
});

test("SIGKILL in the middle of a stream of transactions loses none that was answered", async () => {
  const raws = await Promise.all(Array.from({ length: 64 }, (_, nonce) => sign(nonce)));
  const { child, url } = await startChild();
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const answered: string[] = [];
  const send = (raw: string) =>
    post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_sendRawTransaction", params: [raw] })).then(
      ({ answer }) => answered.push(String(answer.result)),
      () => undefined,
    );
  const unawaited: Promise<unknown>[] = [];
  for (const raw of raws.slice(0, 60)) await send(raw);
  for (const raw of raws.slice(60)) unawaited.push(send(raw));
  // The first of the last four was answered, the others wait or are at work.
  await unawaited[0];
  child.kill("SIGKILL");
  await Promise.all(unawaited);
  await exited;
  expect(answered.length).toBeGreaterThan(60);
  const chain = await open();
  for (const hash of answered) expect((await receipt(chain, hash)).status).toBe(1);
});

test("after five days of downtime blocks, calls and estimates live in the present", async () => {
  let now = START;
  const first = await open({ now: () => now });
  const { contract } = await receipt(first, await first.request("eth_sendRawTransaction", [await deploy(0, CLOCK)]));
  await first.close();
  now += 5 * DAY;
  const second = await open({ now: () => now });
  const ask = async (tag: string) => Number(await second.request("eth_call", [{ to: contract }, tag]));
  expect(await ask("pending")).toBe(now);
  now += 17;
  expect(await ask("pending")).toBe(now);
  await second.request("eth_sendRawTransaction", [await sign(1)]);
  expect((await block(second, "latest")).at).toBe(now);
  await second.request("eth_sendRawTransaction", [await sign(2)]);
  expect((await block(second, "latest")).at).toBe(now + 1);
  expect(await ask("pending")).toBe(now + 2);
  now += 100;
  expect(await ask("pending")).toBe(now);
});

test("an estimate sees the present too", async () => {
  let now = START;
  const chain = await open({ now: () => now });
  // Reverts until TIMESTAMP exceeds the word behind PUSH4: START + 1 day.
  const limit = (START + DAY).toString(16).padStart(8, "0");
  const data = `0x6011600c60003960116000f363${limit}4211600f5760006000fd5b00`;
  const { contract } = await receipt(chain, await chain.request("eth_sendRawTransaction", [await deploy(0, data)]));
  const estimate = () => chain.request("eth_estimateGas", [{ from: wallet.address, to: contract }]);
  await expect(estimate()).rejects.toMatchObject({ code: 3 });
  now += 2 * DAY;
  expect(Number(await estimate())).toBeGreaterThan(21_000);
});

test("a seeder chooses times, which stand in the journal; never at or before the parent", async () => {
  const first = await open({ now: () => START });
  const wanted = [START - 700 * DAY, START - 600 * DAY, START - 650 * DAY];
  for (const [nonce, at] of wanted.entries()) {
    first.setClock(() => at);
    await first.request("eth_sendRawTransaction", [await sign(nonce)]);
  }
  first.setClock(null);
  await first.request("eth_sendRawTransaction", [await sign(3)]);
  await first.close();
  const second = await open({ now: () => START });
  expect((await blocks(second)).slice(1).map(({ at }) => at)).toEqual([
    START - 700 * DAY,
    START - 600 * DAY,
    START - 600 * DAY + 1,
    START,
  ]);
});

test("a transaction that reverts is mined; one the node rejects leaves no trace", async () => {
  const first = await open();
  const { contract } = await receipt(
    first,
    await first.request("eth_sendRawTransaction", [await deploy(0, REVERTING)]),
  );
  const hash = await first.request("eth_sendRawTransaction", [await sign(1, { to: contract, value: 0n })]);
  expect((await receipt(first, hash)).status).toBe(0);
  await expect(first.request("eth_call", [{ to: contract }, "latest"])).rejects.toMatchObject({
    code: 3,
    data: "0xdeadbeef",
  });
  const journal = await readFile(journalPath(), "utf8");
  for (const fields of [{ nonce: 0 }, { nonce: 9 }, { nonce: 2, value: 10n ** 30n }, { nonce: 2, gasLimit: 100n }]) {
    const raw = await sign(2, fields);
    await expect(first.request("eth_sendRawTransaction", [raw])).rejects.toMatchObject({ code: -32000 });
  }
  for (const params of [[], ["0x"], ["0x1234"], [7], [await sign(2, { chainId: 1 })], [await sign(2), "more"]]) {
    await expect(first.request("eth_sendRawTransaction", params)).rejects.toMatchObject({ code: -32602 });
  }
  expect(await readFile(journalPath(), "utf8")).toBe(journal);
  const before = await blocks(first);
  await first.close();
  expect(await blocks(await open())).toEqual(before);
});

test("the door takes reads and raw transactions, and nothing else", async () => {
  const chain = await open();
  const url = await chain.listen({ port: 0 });
  const provider = new JsonRpcProvider(url, undefined, { staticNetwork: true });
  expect((await provider.getNetwork()).chainId).toBe(31337n);
  expect(await provider.getBalance(wallet.address)).toBe(10n ** 20n);
  await (await provider.broadcastTransaction(await sign(0))).wait();
  expect(await provider.getTransactionCount(wallet.address)).toBe(1);
  expect(await provider.send("eth_getProof", [wallet.address, [], "latest"])).toMatchObject({ nonce: "0x1" });
  expect(await provider.send("net_version", [])).toBe("31337");
  expect(await provider.send("eth_accounts", [])).toEqual([]);
  expect((await provider.getFeeData()).maxFeePerGas).toBeGreaterThan(0n);
  expect(await provider.getLogs({ fromBlock: 0 })).toEqual([]);
  provider.destroy();
  for (const method of [
    "evm_mine",
    "evm_setNextBlockTimestamp",
    "evm_increaseTime",
    "evm_revert",
    "evm_snapshot",
    "hardhat_setBalance",
    "hardhat_impersonateAccount",
    "hardhat_reset",
    "eth_sendTransaction",
    "eth_sign",
    "eth_signTypedData_v4",
    "eth_newFilter",
    "eth_subscribe",
    "debug_traceTransaction",
    "personal_sign",
    "constructor",
    "",
  ]) {
    const { answer } = await post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [] }));
    expect(answer).toMatchObject({ id: 1, error: { code: -32601 } });
  }
  expect(Number(await chain.request("eth_blockNumber"))).toBe(1);
});

test("the door answers batches in order and refuses bad bodies without falling over", async () => {
  const chain = await open();
  const url = await chain.listen({ port: 0 });
  const batch = await post(
    url,
    JSON.stringify([
      { jsonrpc: "2.0", id: "a", method: "eth_sendRawTransaction", params: [await sign(0)] },
      { jsonrpc: "2.0", id: "b", method: "eth_blockNumber" },
      { jsonrpc: "2.0", id: "c", method: "evm_mine" },
      { jsonrpc: "2.0", method: "eth_blockNumber" },
      7,
    ]),
  );
  expect(batch.answer).toMatchObject([
    { id: "a", result: expect.stringMatching(/^0x/) },
    { id: "b", result: "0x1" },
    { id: "c", error: { code: -32601 } },
    { id: null, error: { code: -32600 } },
    { id: null, error: { code: -32600 } },
  ]);
  const json = "application/json";
  for (const [body, type, status, code] of [
    ["{", json, 400, -32700],
    [new Uint8Array([0x22, 0xff, 0x22]), json, 400, -32700],
    ["", json, 400, -32700],
    ["[]", json, 400, -32600],
    ["null", json, 200, -32600],
    ['{"id":1,"method":7}', json, 200, -32600],
    ['{"id":1,"method":"eth_call","params":{}}', json, 200, -32602],
    ['{"id":1,"method":"eth_call","params":[]}', json, 200, -32602],
    [`{"id":1,"method":"eth_call","params":${"[".repeat(5000)}${"]".repeat(5000)}}`, json, 200, -32603],
    [JSON.stringify(Array(201).fill({ id: 1, method: "eth_chainId" })), json, 400, -32600],
    ['{"id":1,"method":"eth_chainId"}', "text/plain", 415, -32600],
    [" ".repeat(4 * 1024 * 1024 + 1), json, 413, -32600],
  ] as const) {
    const { status: got, answer } = await post(url, body, { "content-type": type });
    expect({ got, code: answer.error.code, body: String(body).slice(0, 40) }).toEqual({
      got: status,
      code,
      body: String(body).slice(0, 40),
    });
  }
  expect((await fetch(url)).status).toBe(405);
  const preflight = await fetch(url, { method: "OPTIONS", headers: { origin: "https://example.org" } });
  expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  expect((await post(url, '{"id":1,"method":"eth_chainId"}')).answer.result).toBe("0x7a69");
});

test("a folder, a port and an address that cannot be had are typed errors", async () => {
  const chain = await open();
  await expect(open()).rejects.toMatchObject({ code: "data-locked" });
  const url = await chain.listen({ port: 0 });
  const other = await open({ dataDir: join(dataDir, "other") });
  await expect(other.listen({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: "port-taken" });
  await expect(other.listen({ port: 0, host: "0.0.0.0" })).rejects.toMatchObject({ code: "config-invalid" });
});

test("removing is refused while the chain is open, and the next chain is another", async () => {
  const first = await open({ now: () => START });
  await first.request("eth_sendRawTransaction", [await sign(0)]);
  await expect(removeLocalChain(dataDir)).rejects.toMatchObject({ code: "data-locked" });
  await first.close();
  await removeLocalChain(dataDir);
  const second = await open({ now: () => START });
  expect([second.created, await second.request("eth_blockNumber")]).toEqual([true, "0x0"]);
  expect(second.genesisHash).not.toBe(first.genesisHash);
});

test("a process that was killed leaves no lock, and one that lives keeps it", async () => {
  const { child } = await startChild();
  await expect(open()).rejects.toMatchObject({ code: "data-locked", details: { pid: child.pid } });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await exited;
  expect(Number(await (await open()).request("eth_blockNumber"))).toBe(0);
});

test("a disk that takes no more refuses transactions, shows none it does not keep, and loses none", async () => {
  // The limit of 4 KiB a file stands for a full disk: the journal's own writes fail, half way through a line.
  const { child, url } = await startChild("ulimit -f 4;");
  const call = (method: string, params: unknown[] = []) =>
    post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })).then(({ answer }) => answer);
  const kept: string[] = [];
  for (let nonce = 0; nonce < 40; nonce++) {
    const { result, error } = await call("eth_sendRawTransaction", [await sign(nonce)]);
    if (error !== undefined) break;
    kept.push(result);
  }
  expect(kept.length).toBeGreaterThan(3);
  expect(kept.length).toBeLessThan(40);
  expect(Number((await call("eth_blockNumber")).result)).toBe(kept.length);
  expect((await call("eth_sendRawTransaction", [await sign(kept.length)])).error.code).toBe(-32000);
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await exited;
  const chain = await open();
  expect(Number(await chain.request("eth_blockNumber"))).toBe(kept.length);
  for (const hash of kept) expect((await receipt(chain, hash)).status).toBe(1);
  await chain.request("eth_sendRawTransaction", [await sign(kept.length)]);
});
