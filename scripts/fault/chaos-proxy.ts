import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { keccak256 } from "ethers";
import { MISCHIEFS, type Mischief, type Mood } from "./chaos-moods.ts";
import { poster } from "./json-rpc.ts";
import { type Chance, chanceOf } from "./random.ts";

/** An endpoint of a chain that cannot be relied on, until it is told to behave. */
export type ChaosProxy = {
  readonly url: string;
  /** How often each mischief was done. */
  readonly done: () => Readonly<Record<string, number>>;
  /** What it does from now on; null: everything as it should be. */
  readonly set: (mood: Mood | null) => void;
  readonly close: () => Promise<void>;
};

type Call = { readonly id: number; readonly method: string; readonly params: readonly unknown[] };
type Reply = { readonly jsonrpc: "2.0"; readonly id: number; readonly result?: unknown; readonly error?: object };

const SLOW_MS = 1_500;
const RETRY_AFTER_S = "1";
const STALE_BLOCKS = 6;
const OTHER_CHAIN = "0x539";
const OTHER_HASH = `0x${"5a".repeat(32)}`;

/** Opens a proxy before an endpoint. What it does to a call follows from the seed and the number of the call. */
export async function openChaosProxy(rpc: string, seed: number): Promise<ChaosProxy> {
  const chain = poster(rpc);
  const chance = chanceOf(seed, "chaos");
  const counts = new Map<string, number>(MISCHIEFS.map((name) => [name, 0]));
  let mood: Mood | null = null;

  const forward = async (call: Call): Promise<Reply> =>
    JSON.parse((await chain.post(JSON.stringify({ ...call, jsonrpc: "2.0" }))).body.toString()) as Reply;

  /** What one call is answered with, by an endpoint in this mood. */
  async function answer(call: Call, mischief: Mischief | null): Promise<Reply> {
    const told = (result: unknown): Reply => ({ jsonrpc: "2.0", id: call.id, result });
    switch (mischief) {
      case "error":
        return { jsonrpc: "2.0", id: call.id, error: { code: -32603, message: "upstream is busy" } };
      case "hidden-logs":
        return told([]);
      case "some-logs": {
        const { result } = await forward(call);
        return told(Array.isArray(result) ? result.filter(() => chance.hits(1 / 2)) : result);
      }
      case "null-receipt":
        return told(null);
      case "lost-send":
        return told(keccak256(String(call.params[0])));
      case "doubled-send":
        await forward(call);
        return forward(call);
      case "stale-head":
        return stale(call, forward, told);
      case "wrong-chain":
        return told(OTHER_CHAIN);
      case "foreign-genesis": {
        const { result } = await forward(call);
        return told(typeof result === "object" ? { ...result, hash: OTHER_HASH } : result);
      }
      default:
        return forward(call);
    }
  }

  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | readonly Call[];
      const calls = Array.isArray(body) ? body : [body];
      const mischiefs = calls.map((call) => mood?.(call, chance) ?? null);
      for (const name of mischiefs) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
      const whole = mischiefs.find(isOfWhole);
      if (whole === "drop") return response.destroy();
      if (whole === "limit") {
        return response.writeHead(429, { "retry-after": RETRY_AFTER_S, "content-type": "text/plain" }).end("slow down");
      }
      if (whole === "slow") await wait(SLOW_MS * chance.next());
      const replies = await Promise.all(calls.map((call, place) => answer(call, mischiefs[place] ?? null)));
      send(response, JSON.stringify(Array.isArray(body) ? replies : replies[0]), whole, chance);
    } catch {
      // A caller that left, or a chain that is gone.
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    done: () => Object.fromEntries(counts),
    set: (next) => {
      mood = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          chain.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const OF_WHOLE: ReadonlySet<string | null> = new Set(["drop", "limit", "slow", "cut", "truncate"]);
const isOfWhole = (name: Mischief | null): boolean => OF_WHOLE.has(name);

function send(response: ServerResponse, text: string, whole: Mischief | null | undefined, chance: Chance): void {
  const part = text.slice(0, Math.floor(text.length * chance.next()));
  if (whole === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.write(part, () => response.destroy());
    return;
  }
  // A body that ends too early and says that it is whole.
  response.writeHead(200, { "content-type": "application/json" }).end(whole === "truncate" ? part : text);
}

/** An endpoint that is some blocks behind: its newest block is an older one, and newer ones are not there. */
async function stale(
  call: Call,
  forward: (call: Call) => Promise<Reply>,
  told: (result: unknown) => Reply,
): Promise<Reply> {
  const asked = await forward({ id: 0, method: "eth_blockNumber", params: [] });
  const head = Math.max(0, Number(asked.result) - STALE_BLOCKS);
  const old = `0x${head.toString(16)}`;
  const { method, params } = call;
  if (method === "eth_blockNumber") return told(old);
  if (method === "eth_getTransactionCount" || method === "eth_getBalance") {
    return forward({ ...call, params: [params[0], old] });
  }
  if (method !== "eth_getBlockByNumber") return forward(call);
  if (params[0] === "latest" || params[0] === "pending") return forward({ ...call, params: [old, params[1]] });
  return Number(params[0]) > head ? told(null) : forward(call);
}
