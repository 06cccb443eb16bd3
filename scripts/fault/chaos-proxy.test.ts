import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { keccak256 } from "ethers";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Mischief } from "./chaos-moods.ts";
import { type ChaosProxy, openChaosProxy } from "./chaos-proxy.ts";

const HEAD = 100;
const LOGS = Array.from({ length: 40 }, (_, index) => ({ logIndex: index }));
const ANSWERS: Readonly<Record<string, unknown>> = {
  eth_chainId: "0x7a69",
  eth_blockNumber: `0x${HEAD.toString(16)}`,
  eth_getLogs: LOGS,
  eth_getTransactionReceipt: { status: "0x1" },
  eth_sendRawTransaction: "0xhash",
  eth_getBlockByNumber: { hash: "0xgenesis" },
};

let upstream: Server;
let proxy: ChaosProxy;
const heard: { readonly method: string; readonly params: readonly unknown[] }[] = [];

beforeAll(async () => {
  upstream = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = JSON.parse(Buffer.concat(chunks).toString()) as (typeof heard)[number] & { readonly id: number };
    heard.push(call);
    response.end(JSON.stringify({ jsonrpc: "2.0", id: call.id, result: ANSWERS[call.method] }));
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  proxy = await openChaosProxy(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, 1);
});

afterEach(() => {
  heard.length = 0;
});

afterAll(async () => {
  await proxy?.close();
  upstream?.closeAllConnections();
  upstream?.close();
});

const post = (mischief: Mischief | null, method: string, params: readonly unknown[] = []) => {
  proxy.set(mischief === null ? null : () => mischief);
  const body = JSON.stringify({ jsonrpc: "2.0", id: 7, method, params });
  return fetch(proxy.url, { method: "POST", headers: { "content-type": "application/json" }, body });
};
const result = async (mischief: Mischief | null, method: string, params: readonly unknown[] = []) =>
  ((await (await post(mischief, method, params)).json()) as { readonly result: unknown }).result;
const asked = () => heard.map(({ method, params }) => [method, ...params]);

test("left alone it passes everything on", async () => {
  expect(await result(null, "eth_getLogs")).toEqual(LOGS);
  expect(asked()).toEqual([["eth_getLogs"]]);
});

test("what it hides is not there, and nobody is asked", async () => {
  expect(await result("hidden-logs", "eth_getLogs")).toEqual([]);
  expect(await result("null-receipt", "eth_getTransactionReceipt", ["0x1"])).toBeNull();
  expect(asked()).toEqual([]);
  const some = (await result("some-logs", "eth_getLogs")) as readonly unknown[];
  expect(some.length).toBeGreaterThan(0);
  expect(some.length).toBeLessThan(LOGS.length);
});

test("a lost transaction has a hash and goes nowhere; a doubled one goes twice", async () => {
  expect(await result("lost-send", "eth_sendRawTransaction", ["0x02ab"])).toBe(keccak256("0x02ab"));
  expect(asked()).toEqual([]);
  expect(await result("doubled-send", "eth_sendRawTransaction", ["0x02ab"])).toBe("0xhash");
  expect(asked()).toEqual(Array(2).fill(["eth_sendRawTransaction", "0x02ab"]));
});

test("a stale one does not know of the newest blocks", async () => {
  expect(await result("stale-head", "eth_blockNumber")).toBe("0x5e");
  expect(await result("stale-head", "eth_getBlockByNumber", ["0x60", false])).toBeNull();
  heard.length = 0;
  await result("stale-head", "eth_getTransactionCount", ["0xa", "latest"]);
  expect(asked()).toEqual([["eth_blockNumber"], ["eth_getTransactionCount", "0xa", "0x5e"]]);
});

test("another chain has another number and another first block", async () => {
  expect(await result("wrong-chain", "eth_chainId")).toBe("0x539");
  expect(await result("foreign-genesis", "eth_getBlockByNumber", ["0x0", false])).toEqual({
    hash: `0x${"5a".repeat(32)}`,
  });
});

test("answers are missing, too many, cut or no JSON", async () => {
  await expect(post("drop", "eth_chainId")).rejects.toThrow();
  const limited = await post("limit", "eth_chainId");
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "1"]);
  await expect(post("cut", "eth_getLogs").then((response) => response.text())).rejects.toThrow();
  await expect(post("truncate", "eth_getLogs").then((response) => response.json())).rejects.toThrow(SyntaxError);
  expect(await (await post("error", "eth_chainId")).json()).toMatchObject({ id: 7, error: { code: -32603 } });
  expect(proxy.done()).toMatchObject({ drop: 1, limit: 1, cut: 1, truncate: 1, error: 1 });
});
