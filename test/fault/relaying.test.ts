import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  buildCredential,
  type Client,
  type CourseVersionDocument,
  type CredentialKey,
  createClient,
  type JsonObject,
  signAction,
  signCredential,
  type VersionId,
} from "@peerseal/sdk";
import { keccak256 } from "ethers";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Moment } from "../../packages/registry-api/dist/anchoring/deps.js";
import { addCredentialKey, foundNetwork, publishCourse, random, signerOf } from "../e2e/cast.ts";
import { makeWorld, startOne, type World } from "../e2e/relaying.world.ts";
import { walletOf } from "../e2e/stack.keys.ts";
import { openGate } from "./gate.ts";

const CHILD = fileURLToPath(new URL("./relaying.child.ts", import.meta.url));
const WITHIN = { timeout: 60_000, interval: 50 };
const QUICK = { everyMs: 20 };
const LATER = 4_000_000_000;

let world: World;
let key: CredentialKey;
let version: VersionId;
let document: CourseVersionDocument;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await makeWorld("relaying");
  const { registry, client } = await startOne(world);
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  key = await addCredentialKey(deps, 2);
  ({ version, document } = await publishCourse(deps, 2, "shelter-hygiene"));
  await registry.close();
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

afterAll(async () => {
  await world?.end();
});

const spent = () => world.provider.getTransactionCount(walletOf("relayer").address);

/** A registry in a process of its own; with a moment it kills itself there. */
async function spawnOne(dyingAt?: Moment): Promise<{ readonly child: ChildProcess; readonly client: Client }> {
  const { dataDir, rpc, databaseUrl, deployment } = world;
  const place = JSON.stringify({ dataDir, rpc, databaseUrl, deployment });
  const child = spawn(process.execPath, [CHILD, place, ...(dyingAt === undefined ? [] : [dyingAt])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  closers.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  });
  if (child.stdout === null) throw new TypeError("The child has no output.");
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The registry ended before it listened.")));
  const [url] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
  ended.catch(() => undefined);
  return { child, client: createClient({ baseUrl: String(url) }) };
}

const registration = (code: string) =>
  signAction(
    signerOf("institution 1"),
    world.connection,
    "RegisterCourse",
    { institution: 1, code },
    { deadline: LATER },
  );

/** An open batch with one credential. */
async function draft(client: Client) {
  const batch = await client.batches.open({ institution: 2, courseVersion: version, learners: 1 });
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const unsigned = buildCredential({
    network: world.connection.network,
    issuer: { institution: 2, name: "Institution 2", did: key.did },
    batch: { number: batch.number, index: 0 },
    courseVersion: document,
    courseCode: "shelter-hygiene",
    language: "en",
    learner: { identifier: { kind: "email", value: "waiting@example.org" }, salt: random(16) },
    basis: "assessed",
    activityStartDate: at,
    activityEndDate: at,
    awardedDate: at,
    validFrom: at,
    random: random(16),
  });
  await client.batches.put(batch, [await signCredential(unsigned, key, { created: at })]);
  return batch;
}

async function relayingOf(api: string): Promise<unknown> {
  const readiness = (await (await fetch(`${api}/readyz`)).json()) as { parts: Record<string, unknown> };
  return readiness.parts.relaying;
}

test.each<Moment>(["seal-built", "relay-chosen", "relay-signed", "relay-sent", "relay-mined"])(
  "killed at %s, the next process ends what was accepted, with one transaction",
  async (moment) => {
    const before = await spent();
    const dying = await spawnOne(moment);
    const ended = once(dying.child, "exit");
    const learners = ["a@example.org", "b@example.org"];
    // It may die before its answer is out: what it accepted is found all the same.
    const answered = await dying.client.batches.issue({ courseVersion: version, learners }).catch(() => null);
    expect(await ended).toEqual([null, "SIGKILL"]);

    const { client } = await spawnOne();
    const batch = answered ?? (await client.batches.list({ institution: 2, limit: 100 })).data.at(-1);
    if (batch === undefined) throw new Error("It was accepted.");
    const anchored = await client.batches.reached(batch, ["anchored"], QUICK);
    await client.actions.recorded({ id: anchored.job?.id ?? "0x" }, QUICK);
    expect(await spent()).toBe(before + 1);
    for (const credential of (await client.batches.bundles(batch)).data) {
      expect(await client.verify({ credential })).toMatchObject({ verdict: "valid" });
    }
  },
);

test("while the chain is away batches are taken in, verdicts are incomplete, and all is anchored when it is back", async () => {
  const { registry, client } = await startOne(world);
  closers.push(registry.close);
  const known = await client.batches.issue({ courseVersion: version, learners: ["known@example.org"] });
  await client.batches.reached(known, ["anchored"], QUICK);
  const [bundle] = (await client.batches.bundles(known)).data;
  const credential = bundle as JsonObject;
  expect(await client.verify({ credential })).toMatchObject({ verdict: "valid" });
  const waiting = await draft(client);
  const signed = await registration("while-away");

  await world.closeChain();
  await client.batches.seal(waiting);
  // Signature and deadline are all that can be looked at meanwhile; what an account did not sign is not taken in.
  const taken = await client.actions.send(signed);
  expect(taken.state).toBe("accepted");
  const { authorization } = signed;
  const forged = { ...signed, authorization: { ...authorization, signer: signerOf("institution 2").bytes } };
  await expect(client.actions.send(forged)).rejects.toMatchObject({ code: "chain-unreachable", retryable: true });
  const response = await fetch(`${registry.url}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ credential }),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ verdict: "incomplete" });
  const opened = await client.batches.open({ institution: 2, courseVersion: version, learners: 1 });
  expect(opened.state).toBe("open");
  await vi.waitFor(async () => {
    expect((await client.batches.get(waiting)).state).toBe("queued");
    expect(await relayingOf(registry.url)).toEqual({ ready: false, reason: "chain-unreachable" });
  }, WITHIN);

  await world.openChain();
  await client.batches.reached(waiting, ["anchored"], QUICK);
  await client.actions.recorded(taken, QUICK);
  expect(await client.verify({ credential })).toMatchObject({ verdict: "valid" });
  await vi.waitFor(async () => expect((await client.readiness()).ready).toBe(true), WITHIN);
});

test("a transaction that offers too little is signed again for what the chain charges, with the same nonce", async () => {
  let cheap = true;
  const gate = await openGate(world.rpc, async ({ method }, ask) => {
    if (method === "eth_sendRawTransaction") cheap = false;
    const result = await ask();
    if (!cheap) return result;
    if (method === "eth_maxPriorityFeePerGas") return "0x0";
    return method === "eth_getBlockByNumber" ? { ...(result as object), baseFeePerGas: "0x1" } : result;
  });
  closers.push(gate.close);
  const { registry, client } = await startOne(world, { rpc: gate.url });
  closers.push(registry.close);
  const before = await spent();
  const relay = await client.actions.recorded(await client.actions.send(await registration("cheap")), QUICK);
  expect(relay.attempts).toBe(2);
  expect(await spent()).toBe(before + 1);
  expect((await world.provider.getTransaction(relay.transaction ?? ""))?.nonce).toBe(before);
});

test("a transaction that gets lost shows as stuck, and is sent again", async () => {
  let ahead = 0;
  let losing = true;
  const gate = await openGate(world.rpc, async ({ method, params }, ask) =>
    losing && method === "eth_sendRawTransaction" ? keccak256(String(params[0])) : ask(),
  );
  closers.push(gate.close);
  const now = () => Math.floor(Date.now() / 1000) + ahead;
  const { registry, client } = await startOne(world, { rpc: gate.url, now });
  closers.push(registry.close);
  const relay = await client.actions.send(await registration("lost"));
  await vi.waitFor(async () => expect((await client.actions.get(relay.id)).state).toBe("broadcast"), WITHIN);
  expect(await relayingOf(registry.url)).toEqual({ ready: true, reason: null });
  ahead += 700;
  const stuck = { ready: false, reason: "relay-stuck" };
  await vi.waitFor(async () => expect(await relayingOf(registry.url)).toEqual(stuck), WITHIN);
  losing = false;
  ahead += 20;
  await client.actions.recorded(relay, QUICK);
  await vi.waitFor(async () => expect((await client.readiness()).ready).toBe(true), WITHIN);
});

test("an endpoint that refuses one order for no known reason does not keep others back", async () => {
  const odd = await registration("odd");
  const gate = await openGate(world.rpc, async ({ method, params }, ask) => {
    const [call] = params as readonly { readonly data?: string }[];
    const code = Buffer.from("odd").toString("hex");
    // Not a number: nothing that a contract said.
    return method === "eth_estimateGas" && call?.data?.includes(`03${code}`) === true ? "0xodd" : ask();
  });
  closers.push(gate.close);
  const { registry, client } = await startOne(world, { rpc: gate.url });
  closers.push(registry.close);
  const refused = await client.actions.send(odd);
  const even = await client.actions.recorded(await client.actions.send(await registration("even")), QUICK);
  expect(even.failure).toBeNull();
  const waiting = await client.actions.get(refused.id);
  expect(waiting.state).toBe("accepted");
  expect(waiting.attempts).toBeGreaterThan(0);
});
