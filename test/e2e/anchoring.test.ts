import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  buildCredential,
  type Client,
  type CourseVersionDocument,
  type CredentialKey,
  digestOf,
  type Hex,
  type JsonObject,
  parseHex32,
  type RoundId,
  readBatchWord,
  sendAction,
  signAction,
  signCredential,
  type VersionId,
} from "@peerseal/sdk";
import { NonceManager } from "ethers";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Moment } from "../../packages/registry-api/dist/anchoring/deps.js";
import {
  act,
  addCredentialKey,
  foundNetwork,
  NONE,
  openRound,
  publishCourse,
  random,
  reviewOf,
  signerOf,
} from "./cast.ts";
import { makeWorld, startOne, type World } from "./relaying.world.ts";
import { walletOf } from "./stack.keys.ts";

const LATER = 4_000_000_000;
const WITHIN = { timeout: 60_000, interval: 50 };
const QUICK = { everyMs: 20 };

let world: World;
let client: Client;
let api: string;
let close: () => Promise<void>;
let key: CredentialKey;
let course: { readonly version: VersionId; readonly document: CourseVersionDocument };
let round: RoundId;
/** What happens the next time that the worker reaches a moment; once. */
let next: { readonly moment: Moment; readonly what: () => Promise<void> } | null = null;
/** Added to the clock of chain and registry, in seconds. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;

async function start(): Promise<void> {
  const { registry, client: made } = await startOne(world, {
    now,
    reached: async (moment) => {
      if (next?.moment !== moment) return;
      const { what } = next;
      next = null;
      await what();
    },
  });
  client = made;
  api = registry.url;
  close = registry.close;
}

beforeAll(async () => {
  world = await makeWorld("anchoring", now);
  await start();
  const deps = { client, connection: world.connection };
  const { rubric, rubricDigest } = await foundNetwork(deps, 4);
  key = await addCredentialKey(deps, 2);
  course = await publishCourse(deps, 2, "shelter-hygiene");
  const { version } = await publishCourse(deps, 1, "drone-slope-survey");
  round = await openRound(deps, { version, rubric, rubricDigest }, [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: signerOf("reviewer 2") },
  ]);
});

afterAll(async () => {
  await close?.();
  await world?.end();
});

const sign = <N extends ActionName>(signer: ActionSigner, name: N, message: ActionMessage<N>, deadline = LATER) =>
  signAction(signer, world.connection, name, message, { deadline });
const outsider = () => new NonceManager(walletOf("outsider").connect(world.provider));

let courses = 0;
/** An act that nothing stands in the way of. */
const plainAct = () =>
  sign(signerOf("institution 1"), "RegisterCourse", { institution: 1, code: `plain-${courses++}` });

/** Holds the worker between signing and sending an act of its own, until told to go on. */
async function holdWorker(): Promise<{ readonly release: () => void; readonly plug: { readonly id: Hex } }> {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    next = {
      moment: "relay-signed",
      what: () => {
        resolve();
        return new Promise<void>((goOn) => {
          release = goOn;
        });
      },
    };
  });
  const plug = await client.actions.send(await plainAct());
  await held;
  return { release, plug };
}

async function credentialAt(number: number, index: number): Promise<JsonObject> {
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const unsigned = buildCredential({
    network: world.connection.network,
    issuer: { institution: 2, name: "Institution 2", did: key.did },
    batch: { number, index },
    courseVersion: course.document,
    courseCode: "shelter-hygiene",
    language: "en",
    learner: { identifier: { kind: "email", value: `learner-${index}@example.org` }, salt: random(16) },
    basis: "assessed",
    activityStartDate: at,
    activityEndDate: at,
    awardedDate: at,
    validFrom: at,
    random: random(16),
  });
  return signCredential(unsigned, key, { created: at });
}

/** A batch with credentials at these places. */
async function draft(...indexes: readonly number[]) {
  const batch = await client.batches.open({ institution: 2, courseVersion: course.version, learners: 8 });
  const credentials = await Promise.all(indexes.map((index) => credentialAt(batch.number, index)));
  await client.batches.put(batch, credentials);
  return { batch, credentials };
}

test("a transaction from outside takes the nonce: the act is signed again with the next one", async () => {
  next = {
    moment: "relay-signed",
    what: async () => {
      const relayer = walletOf("relayer").connect(world.provider);
      await (await relayer.sendTransaction({ to: relayer.address, value: 0n })).wait();
    },
  };
  const relay = await client.actions.recorded(await client.actions.send(await plainAct()), QUICK);
  expect(relay.attempts).toBe(2);
  expect((await world.provider.getTransactionReceipt(relay.transaction ?? ""))?.status).toBe(1);
});

test("where batches come as fast as they are sealed, the first of them is anchored all the same", async () => {
  const issue = () => client.batches.issue({ courseVersion: course.version, learners: ["one@example.org"] });
  const others: Awaited<ReturnType<typeof issue>>[] = [];
  let isAnchored = false;
  const another = async () => {
    if (isAnchored) return;
    next = { moment: "seal-built", what: another };
    others.push(await issue());
  };
  next = { moment: "seal-built", what: another };
  await client.batches.reached(await issue(), ["anchored"], QUICK);
  isAnchored = true;
  next = null;
  for (const one of others) await client.batches.reached(one, ["anchored"], QUICK);
});

test("an anchor that a transaction from outside recorded under our nonce ends well", async () => {
  next = {
    moment: "relay-signed",
    what: async () => {
      const { target, calldata } = await world.database.db
        .selectFrom("relays")
        .select(["target", "calldata"])
        .where("state", "=", "signed")
        .executeTakeFirstOrThrow();
      const relayer = walletOf("relayer").connect(world.provider);
      await (await relayer.sendTransaction({ to: target, data: calldata })).wait();
    },
  };
  const { batch } = await draft(0, 3);
  await client.batches.seal(batch);
  const anchored = await client.batches.reached(batch, ["anchored"], QUICK);
  await client.actions.recorded({ id: parseHex32(anchored.job?.id ?? "") }, QUICK);
  expect(await client.actions.get(anchored.job?.id ?? "")).toMatchObject({ failure: null, transaction: null });
});

test("a number that another batch used fails by name, and nothing waits behind it", async () => {
  const { batch } = await draft(1);
  next = {
    moment: "seal-built",
    what: async () => {
      const { institution, number } = batch;
      const root = digestOf({ other: "batch" });
      const other = { institution, number, root, size: 1, courseVersion: course.version };
      await sendAction(outsider(), world.connection, await sign(signerOf("institution 2"), "Anchor", other));
    },
  };
  await client.batches.seal(batch);
  await expect(client.batches.reached(batch, ["anchored"], QUICK)).rejects.toMatchObject({
    code: "Credential_BatchUsed",
  });
  const failed = await client.batches.get(batch);
  expect(failed).toMatchObject({ state: "failed", anchor: null, job: { state: "failed" } });
  expect(failed.job?.failure?.fix).not.toBe("");
  await client.actions.recorded(await client.actions.send(await plainAct()), QUICK);
  expect((await client.readiness()).ready).toBe(true);
});

test("a number that is on chain is refused before anything is signed for it", async () => {
  const number = 77;
  const root = digestOf({ made: "elsewhere" });
  const anchor = { institution: 2, number, root, size: 1, courseVersion: course.version };
  await act({ client, connection: world.connection }, signerOf("institution 2"), "Anchor", anchor);
  const opened = client.batches.open({ institution: 2, courseVersion: course.version, learners: 1, number });
  await expect(opened).rejects.toMatchObject({ code: "Credential_BatchUsed" });
});

test("a review that somebody else recorded meanwhile ends well; another one for its seat fails by name", async () => {
  const same = reviewOf(round, 0, "subject-expert");
  const mine = await sign(signerOf("reviewer 0"), "Review", same.message);
  const { message: given } = reviewOf(round, 1, "subject-expert");
  await act({ client, connection: world.connection }, signerOf("reviewer 1"), "Review", given);
  const revision = (of: string) => {
    const revised = { ...given, reviewDigest: digestOf({ of }), sequence: 2, salt: NONE };
    return sign(signerOf("reviewer 1"), "Review", revised);
  };
  const worker = await holdWorker();
  const [known, other] = [
    await client.actions.send(mine, same.document),
    await client.actions.send(await revision("one")),
  ];
  await sendAction(outsider(), world.connection, mine);
  await sendAction(outsider(), world.connection, await revision("another"));
  worker.release();
  expect(await client.actions.recorded(known, QUICK)).toMatchObject({ state: "recorded", transaction: null });
  await expect(client.actions.recorded(other, QUICK)).rejects.toMatchObject({ code: "Round_AlreadySubmitted" });
  await client.actions.recorded(worker.plug, QUICK);
});

test("an act recorded between signing and sending ends well though its transaction reverts", async () => {
  const { message } = reviewOf(round, 2, "learner");
  const signed = await sign(signerOf("reviewer 2"), "Review", message);
  next = {
    moment: "relay-signed",
    what: async () => {
      await sendAction(outsider(), world.connection, signed);
    },
  };
  expect((await client.actions.recorded(await client.actions.send(signed), QUICK)).failure).toBeNull();
});

test("an authorisation that expires while it waits fails by name, and those behind it are recorded", async () => {
  const worker = await holdWorker();
  const message = { institution: 1, code: "too-late" };
  const late = await client.actions.send(
    await sign(signerOf("institution 1"), "RegisterCourse", message, now() + 3_000),
  );
  const behind = await client.actions.send(await plainAct());
  ahead += 6_000;
  worker.release();
  await expect(client.actions.recorded(late, QUICK)).rejects.toMatchObject({ code: "Authorization_Expired" });
  await client.actions.recorded(behind, QUICK);
  await client.actions.recorded(worker.plug, QUICK);
});

test("without money nothing is called broadcast, readiness says so, and money is all it takes", async () => {
  const poor = await startOne(world, { folder: "poor", payer: "poor", now });
  await close();
  try {
    const relay = await poor.client.actions.send(await plainAct());
    const readiness = await vi.waitFor(async () => {
      const answer = await fetch(`${poor.registry.url}/readyz`);
      expect(answer.status).toBe(503);
      return (await answer.json()) as { parts: Record<string, unknown> };
    }, WITHIN);
    expect(readiness.parts.relaying).toEqual({ ready: false, reason: "relayer-funds" });
    expect(await poor.client.actions.get(relay.id)).toMatchObject({ state: "signed", broadcastAt: null });
    const gift = { to: walletOf("poor").address, value: 10n ** 18n };
    await (await walletOf("outsider").connect(world.provider).sendTransaction(gift)).wait();
    const done = await poor.client.actions.recorded(relay, QUICK);
    expect(done.attempts).toBe(1);
    await vi.waitFor(async () => expect((await poor.client.readiness()).ready).toBe(true), WITHIN);
  } finally {
    await poor.registry.close();
    await start();
  }
});

test("two registries with one key on one database: one signs, each nonce is used once, each act sent once", async () => {
  const faults: unknown[] = [];
  const other = await startOne(world, { folder: "other", now, faults });
  const before = await world.provider.getTransactionCount(walletOf("relayer").address);
  const acts = await Promise.all(Array.from({ length: 24 }, () => plainAct()));
  const relays = await Promise.all(acts.map((signed, i) => (i % 2 === 0 ? client : other.client).actions.send(signed)));
  const done = await Promise.all(relays.map((relay) => client.actions.recorded(relay, QUICK)));
  await vi.waitFor(async () => expect(await waitingOrders()).toBe(0), WITHIN);
  await other.registry.close();
  expect(faults).toEqual([]);
  expect(done.map(({ attempts }) => attempts)).toEqual(acts.map(() => 1));
  expect(new Set(done.map(({ transaction }) => transaction)).size).toBe(acts.length);
  expect(await world.provider.getTransactionCount(walletOf("relayer").address)).toBe(before + acts.length);
  const hashes = done.map(({ transaction }) => transaction);
  const kept = await query<{ token: number; outcome: string }>(
    `select distinct token, outcome from transactions where hash = any($1)`,
    [hashes],
  );
  expect(kept).toHaveLength(1);
  expect(kept[0]?.outcome).toBe("mined");
});

test("one who stood still while another took its lease writes nothing, and nothing is sent twice", async () => {
  const before = await world.provider.getTransactionCount(walletOf("relayer").address);
  const { release, plug } = await holdWorker();
  await query(
    "update sender_leases set holder = 'another', token = token + 1, until_at = clock_timestamp() + interval '2 seconds'",
  );
  release();
  // Its bytes went out, as anybody's could; what it knows of that it may not write.
  await vi.waitFor(async () => {
    expect(await world.provider.getTransactionCount(walletOf("relayer").address)).toBe(before + 1);
    expect((await client.readiness()).parts.relaying).toEqual({ ready: true, reason: null });
  }, WITHIN);
  expect((await client.actions.get(plug.id)).state).toBe("signed");
  const done = await client.actions.recorded(plug, QUICK);
  expect(done.attempts).toBe(1);
  expect(await world.provider.getTransactionCount(walletOf("relayer").address)).toBe(before + 1);
});

test("the database gives a nonce to one order for ever, also where its transactions were replaced", async () => {
  const taken = "select chain_id, sender, nonce, relay from sender_nonces order by nonce desc limit 2";
  const [newest, older] = await query<{ chain_id: string; sender: string; nonce: string; relay: string }>(taken);
  const steal = query("insert into sender_nonces (chain_id, sender, nonce, relay) values ($1, $2, $3, $4)", [
    newest?.chain_id,
    newest?.sender,
    newest?.nonce,
    older?.relay,
  ]);
  await expect(steal).rejects.toMatchObject({ code: "23505" });
  const forge = query(
    `insert into transactions (chain_id, sender, nonce, relay, hash, raw, gas_limit, max_fee_per_gas,
      max_priority_fee_per_gas, token, signed_at) values ($1, $2, $3, $4, '0x01', '0x02', 1, 1, 1, 1, 1)`,
    [newest?.chain_id, newest?.sender, newest?.nonce, older?.relay],
  );
  await expect(forge).rejects.toMatchObject({ code: "23503" });
});

test("a batch takes each credential once, whoever puts it when, and what a seal left out stays out", async () => {
  const { batch, credentials } = await draft(0, 1);
  expect((await client.batches.put(batch, credentials)).added).toBe(0);
  await expect(client.batches.put(batch, [await credentialAt(batch.number, 1)])).rejects.toMatchObject({
    code: "batch-index",
  });
  const more = await Promise.all([2, 3, 4, 5].map((index) => credentialAt(batch.number, index)));
  const puts = more.map((credential) => client.batches.put(batch, [credential]));
  const [sealed, ...added] = await Promise.allSettled([client.batches.seal(batch), ...puts]);
  expect(sealed.status).toBe("fulfilled");
  const late = added.filter((put) => put.status === "rejected");
  for (const { reason } of late) expect(reason).toMatchObject({ code: "batch-state" });
  const anchored = await client.batches.reached(batch, ["anchored"], QUICK);
  const { data } = await client.batches.bundles(batch);
  expect(anchored.credentials).toBe(2 + added.length - late.length);
  expect(data).toHaveLength(anchored.credentials);
  for (const bundle of data) expect(await client.verify({ credential: bundle })).toMatchObject({ verdict: "valid" });
  // Sealed and anchored: saying so again changes nothing.
  expect((await client.batches.seal(batch)).state).toBe("anchored");
});

test("while many are being signed others are answered, and a learner is named once", async () => {
  const learners = Array.from({ length: 120 }, (_, i) => `learner-${i}@example.org`);
  let done = false;
  const issued = client.batches.issue({ courseVersion: course.version, learners }).finally(() => {
    done = true;
  });
  for (let n = 0; n < 3; n++) {
    expect((await fetch(`${api}/healthz`)).status).toBe(200);
    expect(done).toBe(false);
  }
  const batch = await issued;
  expect((await client.batches.reached(batch, ["anchored"], QUICK)).credentials).toBe(learners.length);
  const twice = client.batches.issue({ courseVersion: course.version, learners: ["a@example.org", "A@example.org"] });
  await expect(twice).rejects.toMatchObject({ code: "issue-invalid", details: { learners: [0, 1] } });
});

test("after deletion nothing in the database leads from a person to a place", async () => {
  const person = "somebody-known@example.org";
  const batch = await client.batches.issue({ courseVersion: course.version, learners: [person, "other@example.org"] });
  await client.batches.reached(batch, ["anchored"], QUICK);
  const { data } = await client.batches.bundles(batch);
  const hashes = data.flatMap((bundle) => JSON.stringify(bundle).match(/sha256\$[0-9a-f]{64}/g) ?? []);
  expect(hashes).toHaveLength(2);
  expect(await client.batches.deleteCredentials(batch)).toEqual({ deleted: 2 });
  expect((await client.batches.bundles(batch)).data).toEqual([]);
  const everything = await dump();
  for (const trace of [person, ...hashes]) expect(everything).not.toContain(trace);
  expect(await readBatchWord(world.connection, 2, batch.number)).not.toBe(0n);
});

async function waitingOrders(): Promise<number> {
  const rows = await query("select id from relays where state in ('accepted', 'signed', 'broadcast')");
  return rows.length;
}

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables = await query<{ tablename: string }>("select tablename from pg_tables where schemaname = 'public'");
  const texts: string[] = [];
  for (const { tablename } of tables) {
    const rows = await query<{ text: string }>(`select held::text as text from "${tablename}" as held`);
    texts.push(...rows.map(({ text }) => text));
  }
  expect(texts.length).toBeGreaterThan(0);
  return texts.join("\n");
}

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<readonly Row[]> {
  const reader = new pg.Client({ connectionString: world.databaseUrl });
  await reader.connect();
  try {
    return (await reader.query<Row>(text, values)).rows;
  } finally {
    await reader.end();
  }
}
