import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { checkProof, createClient } from "@peerseal/sdk";
import { addCredentialKey, foundNetwork, publishCourse } from "../../test/e2e/cast.ts";
import { makeWorld, startOne, type World } from "../../test/e2e/relaying.world.ts";
import { digestAt, fill, placeAt } from "./read/fill.ts";
import { REPLICA_FLAGS } from "./replica-flags.ts";

/** What a load is asked to do. */
export type Order =
  | {
      readonly kind: "http";
      readonly url: string;
      readonly paths: readonly string[];
      readonly connections: number;
      readonly seconds: number;
    }
  | {
      readonly kind: "sql";
      readonly url: string;
      readonly digests: readonly string[];
      readonly connections: number;
      readonly seconds: number;
    };

/** `errors`: requests that got no answer in time; with any of them the target is not held. */
export type Loaded = {
  readonly perSecond: number;
  readonly p50ms: number;
  readonly p99ms: number;
  readonly errors: number;
};

const MILLION = 1_000_000;
const CONNECTIONS = 16;
/** Different credentials asked for in turn, spread over all: more than any cache of connections or plans helps with. */
const SAMPLE = 5_000;
const TARGET = { perSecond: 2_000, p99ms: 25 } as const;

/**
 * How many receipts by digest and states by place a registry answers at a million credentials. Chain, database, load and
 * registry share this machine's cores; registry and load have processes of their own.
 *
 * @param seconds of each measurement
 */
export async function read(
  seconds: number,
  count = MILLION,
): Promise<{ readonly text: string; readonly line: object }> {
  const world = await makeWorld("bench-read");
  try {
    const version = await found(world);
    const began = performance.now();
    await fill(world, version, count);
    const fillSeconds = Math.round((performance.now() - began) / 100) / 10;
    process.stderr.write(`${count} credentials in ${fillSeconds} s\n`);
    return await measure(world, { seconds, count, fillSeconds });
  } finally {
    await world.end();
  }
}

async function found(world: World): Promise<string> {
  const { registry, client } = await startOne(world);
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  const { version } = await publishCourse(deps, 2, "bench-read");
  await registry.close();
  return version;
}

type Plan = { readonly seconds: number; readonly count: number; readonly fillSeconds: number };

async function measure(world: World, { seconds, count, fillSeconds }: Plan) {
  const registry = startRegistry(world);
  try {
    const [{ url }] = (await once(registry, "message")) as [{ url: string }];
    const sample = Array.from({ length: Math.min(SAMPLE, count) }, (_, n) =>
      Math.floor((n * count) / Math.min(SAMPLE, count)),
    );
    await mustBeTrue(url, sample.at(-1) ?? 0);
    const receipts = sample.map((n) => `/v1/receipts/${digestAt(n)}`);
    const states = sample
      .map(placeAt)
      .map(({ institution, number, index }) => `/v1/status/${institution}/${number}/${index}`);
    const http = { kind: "http", url, connections: CONNECTIONS } as const;
    await run({ ...http, paths: receipts, seconds: 2 });
    const receipt = await run({ ...http, paths: receipts, seconds });
    const status = await run({ ...http, paths: states, seconds });
    const rssMB = await residentOf(url);
    const bare = {
      kind: "sql",
      url: world.databaseUrl,
      digests: sample.map(digestAt),
      connections: CONNECTIONS,
    } as const;
    const peer = {
      name: "SELECT by digest alone, node-postgres",
      ...(await run({ ...bare, seconds: Math.min(seconds, 3) })),
    };
    const ours = {
      perSecond: Math.min(receipt.perSecond, status.perSecond),
      p99ms: Math.max(receipt.p99ms, status.p99ms),
      rssMB,
    };
    const failed = receipt.errors + status.errors;
    const held = failed === 0 && ours.perSecond >= TARGET.perSecond && ours.p99ms <= TARGET.p99ms;
    const ratio = Math.round((ours.perSecond / peer.perSecond) * 100) / 100;
    const line = { bench: "read", n: count, ours, receipt, status, peer, ratio, target: TARGET, held, fillSeconds };
    return { text: textOf(count, { receipt, status, peer, rssMB }), line };
  } finally {
    const ended = once(registry, "exit");
    registry.disconnect();
    await ended;
  }
}

/** The registry as an operator runs it: with the same limits to its memory, looking at the chain as often. */
function startRegistry({ dataDir, rpc, databaseUrl, deployment }: World): ChildProcess {
  const place = JSON.stringify({ dataDir, rpc, databaseUrl, deployment });
  return fork(fileURLToPath(new URL("./accept-server.ts", import.meta.url)), [place], {
    stdio: ["ignore", 2, 2, "ipc"],
    execArgv: [...process.execArgv, ...REPLICA_FLAGS],
  });
}

/** A load is worth nothing if the answers are wrong: the proof of one receipt leads to its root. */
async function mustBeTrue(url: string, n: number): Promise<void> {
  const receipt = await createClient({ baseUrl: url }).receipt(digestAt(n));
  const { institution, number, index } = placeAt(n);
  if (receipt.institution !== institution || receipt.number !== number || receipt.index !== index) {
    throw new Error(`The receipt is of ${receipt.institution}/${receipt.number}/${receipt.index}.`);
  }
  checkProof(receipt);
}

async function run(order: Order): Promise<Loaded> {
  const child = fork(fileURLToPath(new URL("./read/load.child.ts", import.meta.url)), {
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The load ended early.")));
  ended.catch(() => undefined);
  child.send(order);
  const [loaded] = (await Promise.race([once(child, "message"), ended])) as [Loaded];
  return loaded;
}

async function residentOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const bytes = Number(/^peerseal_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
  return Math.round(bytes / 2 ** 20);
}

type Results = { readonly receipt: Loaded; readonly status: Loaded; readonly peer: Loaded; readonly rssMB: number };

function textOf(count: number, { receipt, status, peer, rssMB }: Results): string {
  const rows = Object.entries({
    "receipt by digest": receipt,
    "status by place": status,
    "SELECT by digest alone": peer,
  });
  const lines = rows.map(
    ([name, { perSecond, p50ms, p99ms }]) =>
      `  ${name.padEnd(24)} ${String(perSecond).padStart(7)}/s  p50 ${p50ms} ms  p99 ${p99ms} ms`,
  );
  return `Reading at ${count.toLocaleString("en-US")} credentials, ${CONNECTIONS} connections, registry ${rssMB} MB\n${lines.join("\n")}\n\n`;
}
