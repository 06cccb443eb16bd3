import {
  type ActionMessage,
  type ActionName,
  type Client,
  courseId,
  digestOf,
  sendAction,
  signAction,
} from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager } from "ethers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Moment } from "../../packages/registry-api/dist/anchoring/deps.js";
import * as reorganising from "../../scripts/fault/reorg.ts";
import {
  CHAIN_ID,
  ISSUER,
  makeWorld,
  SETTINGS,
  type Server,
  startServer,
  type World,
} from "../../scripts/fault/world.ts";
import { type Gate, openGate, Refusal } from "../fault/gate.ts";
import { descriptor, NONE, signerOf } from "./cast.ts";
import { startOne } from "./relaying.world.ts";
import { walletOf } from "./stack.keys.ts";

const LATER = 4_000_000_000;
const QUICK = { everyMs: 20 };
const WITHIN = { timeout: 60_000, interval: 50 };

let server: Server;
let world: World;
let gate: Gate;
let client: Client;
let provider: JsonRpcProvider;
let close: () => Promise<void>;
/** What happens before the chain answers a question; once. */
let before: { readonly method: string; readonly what: () => Promise<unknown> } | null = null;
/** What happens the next time that the worker reaches a moment; once. */
let next: { readonly moment: Moment; readonly what: () => Promise<unknown> } | null = null;

beforeAll(async () => {
  server = await startServer();
  world = await makeWorld(server, reorganising.SLOTS);
  gate = await openGate(world.door.url, async ({ method }, ask) => {
    if (before?.method === method) {
      const { what } = before;
      before = null;
      await what();
    }
    return ask();
  });
  provider = new JsonRpcProvider(world.door.url, CHAIN_ID, {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: 20,
  });
  const started = await startOne(
    { ...world, rpc: gate.url },
    {
      config: SETTINGS,
      reached: async (moment) => {
        if (next?.moment !== moment) return;
        const { what } = next;
        next = null;
        await what();
      },
    },
  );
  ({ client } = started);
  close = started.registry.close;
});

afterAll(async () => {
  await close?.();
  provider?.destroy();
  await gate?.close();
  await world?.close();
  await server?.close();
});

const sign = <N extends ActionName>(name: N, message: ActionMessage<N>) =>
  signAction(signerOf(`institution ${ISSUER}`), world.connection, name, message, { deadline: LATER });
const course = (code: string) => sign("RegisterCourse", { institution: ISSUER, code });

/** Drops the newest blocks, and everything in them. */
const drop = (blocks: number) => world.ask("anvil_reorg", [blocks, []]);
const head = async () => Number(await world.ask<string>("eth_blockNumber"));
/** Hashes of what was ever sent for an act. */
const sentFor = (data: string) => new Set(world.door.sent.flatMap((one) => (one.data === data ? [one.hash] : [])));

async function calldataOf(id: string): Promise<string> {
  const { rows } = await world.pool.query<{ calldata: string }>("select calldata from relays where id = $1", [id]);
  return rows[0]?.calldata ?? "";
}

test("blocks that go between two questions do not make an order sign twice", async () => {
  before = { method: "eth_getTransactionReceipt", what: () => drop(5) };
  const relay = await client.actions.recorded(await client.actions.send(await course("between-two")), QUICK);
  expect(before).toBeNull();
  expect(relay.attempts).toBe(1);
  expect(sentFor(await calldataOf(relay.id)).size).toBe(1);
});

test("a nonce that another's transaction took stays its order's until that is final", async () => {
  let height = 0;
  next = {
    moment: "relay-signed",
    what: async () => {
      height = await head();
      const relayer = walletOf("relayer").connect(provider);
      await (await relayer.sendTransaction({ to: relayer.address, value: 0n })).wait();
    },
  };
  const sent = await client.actions.send(await course("taken"));
  // The worker has looked at it, and at others after it.
  await client.actions.recorded(await client.actions.send(await course("behind")), QUICK);
  await drop((await head()) - height);
  const relay = await client.actions.recorded(sent, QUICK);
  expect(relay.attempts).toBe(1);
  expect(sentFor(await calldataOf(relay.id)).size).toBe(1);
});

test("an act is not held for refused because the one that it needs lost its block", async () => {
  const needed = await client.actions.recorded(await client.actions.send(await course("needed")), QUICK);
  before = { method: "eth_estimateGas", what: async () => drop((await head()) - (needed.block ?? 0) + 1) };
  const id = courseId(ISSUER, "needed");
  const document = descriptor(id, ISSUER);
  const version = { course: id, by: ISSUER, descriptorDigest: digestOf(document), previous: NONE, minor: false };
  const leaning = await client.actions.send(await sign("PublishVersion", version), document);
  await client.actions.recorded(leaning, QUICK);
  expect(before).toBeNull();
  expect(await client.actions.recorded(needed, QUICK)).toMatchObject({ attempts: 1, failure: null });
});

test("what failed in a block is recorded where that block goes and the cause with it", async () => {
  const number = 4_712;
  const of = (made: string) =>
    sign("Anchor", { institution: ISSUER, number, root: digestOf({ made }), size: 1, courseVersion: world.version });
  let height = 0;
  next = {
    moment: "relay-signed",
    what: async () => {
      height = await head();
      const outsider = new NonceManager(walletOf("outsider").connect(provider));
      await sendAction(outsider, world.connection, await of("elsewhere"));
    },
  };
  const sent = await client.actions.send(await of("here"));
  await vi.waitFor(async () => expect((await client.actions.get(sent.id)).state).toBe("failed"), WITHIN);
  await drop((await head()) - height);
  const relay = await vi.waitFor(async () => {
    const now = await client.actions.get(sent.id);
    expect(now).toMatchObject({ state: "recorded", failure: null });
    return now;
  }, WITHIN);
  expect(relay.attempts).toBe(1);
  expect(sentFor(await calldataOf(relay.id)).size).toBe(1);
});

test("a registry starts while an endpoint takes blocks back and has none that is the newest", async () => {
  const refused: string[] = [];
  const changing = await openGate(world.door.url, async ({ method }, ask) => {
    // Each of the three contract reads of a start is refused once.
    if (method !== "eth_call" || refused.length > 4 || refused.at(-1) === "refused") {
      if (method === "eth_call") refused.push("answered");
      return ask();
    }
    refused.push("refused");
    throw new Refusal("BlockOutOfRangeError: block height is 24 but requested was 26");
  });
  try {
    const { registry } = await startOne({ ...world, rpc: changing.url }, { folder: "changing", config: SETTINGS });
    await registry.close();
    expect(refused.slice(0, 6)).toEqual(["refused", "answered", "refused", "answered", "refused", "answered"]);
  } finally {
    await changing.close();
  }
});

test("an endpoint that never tells the newest state is one that gives no answer", async () => {
  const mute = await openGate(world.door.url, async ({ method }, ask) => {
    if (method === "eth_call") throw new Refusal("header not found");
    return ask();
  });
  try {
    const starting = startOne({ ...world, rpc: mute.url }, { folder: "mute", config: SETTINGS });
    await expect(starting).rejects.toMatchObject({ code: "chain-unreachable", details: { reason: "refused" } });
  } finally {
    await mute.close();
  }
});
