import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fsck, sealText } from "@peerseal/registry-api";
import {
  buildLargeBatch,
  type Client,
  checkProof,
  createClient,
  type Digest,
  digestOf,
  generateCredentialKey,
  type Hex,
  type JsonObject,
  parseDigest,
  type VersionId,
} from "@peerseal/sdk";
import { encryptKeystoreJsonSync, keccak256 } from "ethers";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Moment } from "../../packages/registry-api/dist/anchoring/deps.js";
import { makeProofs } from "../../packages/registry-api/dist/store/proofs.js";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { keyFor, makeWorld, startOne, type World } from "./relaying.world.ts";
import { credentialSeedOf, walletOf } from "./stack.keys.ts";

const WITHIN = { timeout: 60_000, interval: 50 };
const CAPACITY = 16;

let world: World;
let client: Client;
let close: () => Promise<void>;
let api: string;
let version: VersionId;
let other: VersionId;
/** Thrown the next time that a moment is reached; once. */
let failing: Moment | null = null;
/** Added to the registry's clock, in seconds. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;

const config = {
  anchoring: { rollingCapacity: CAPACITY, rollingSealAfter: 300, leaseSeconds: 3, bodiesKeptDays: 30 },
};

beforeAll(async () => {
  world = await makeWorld("intake", now);
  const { registry, client: made } = await startOne(world, {
    now,
    config,
    reached: (moment) => {
      if (moment !== failing) return;
      failing = null;
      throw new Error(`failpoint ${moment}`);
    },
  });
  client = made;
  close = registry.close;
  api = registry.url;
  const deps = { client, connection: world.connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  ({ version } = await publishCourse(deps, 2, "shelter-hygiene"));
  ({ version: other } = await publishCourse(deps, 2, "slope-survey"));
});

afterAll(async () => {
  await close?.();
  await world?.end();
});

let drawn = 0;
const freshDigest = (): Digest => digestOf({ drawn: drawn++ });
const reserve = (count: number, courseVersion: VersionId = version) =>
  client.intake.reserve({ institution: 2, courseVersion, count });
const leaf = ({ number, index }: { number: number; index: number }, digest: Hex = freshDigest()) => ({
  number,
  index,
  digest,
});
const put = (...leaves: ReturnType<typeof leaf>[]) => client.intake.leaves({ institution: 2, leaves });

/** Waits until a credential's batch is recorded, and holds its receipt against its digest. */
async function proven(digest: Hex): Promise<void> {
  await vi.waitFor(async () => {
    const { progress } = await client.intake.state(digest);
    expect(["recorded", "final"]).toContain(progress.stage);
  }, WITHIN);
  const receipt = await client.receipt(digest);
  expect(receipt.digest).toBe(digest);
  checkProof(receipt);
}

test("places are given out before anything is signed; digests for them are sealed once the batch is full", async () => {
  const { slots, expiresAt } = await reserve(CAPACITY);
  expect(expiresAt).toBeGreaterThan(now());
  expect(new Set(slots.map(({ number }) => number)).size).toBe(1);
  expect(slots.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: CAPACITY }, (_, i) => i));
  // Drawn: that all stand in order happens once in 16! times.
  expect(slots.map(({ index }) => index)).not.toEqual(Array.from({ length: CAPACITY }, (_, i) => i));
  const leaves = slots.map((slot) => leaf(slot));
  expect(await put(...leaves.slice(0, -1))).toEqual({ accepted: CAPACITY - 1, added: CAPACITY - 1 });
  // Full, but for a place that is kept free: not sealed.
  const [first] = leaves;
  if (first === undefined) throw new Error("There is a leaf.");
  expect(await client.intake.state(first.digest)).toMatchObject({
    number: first.number,
    index: first.index,
    progress: { stage: "accepted", sealedAt: null, signedAt: null, finalAt: null },
    receipt: null,
    held: false,
  });
  await expect(client.receipt(first.digest)).rejects.toMatchObject({ code: "batch-state" });
  // The same again changes nothing; another digest for a taken place is refused, and so is a digest put twice.
  expect(await put(first)).toEqual({ accepted: 1, added: 0 });
  expect(await put(...leaves)).toEqual({ accepted: CAPACITY, added: 1 });
  await Promise.all(leaves.map(({ digest }) => proven(digest)));
  // Whoever lost the answer and asks again is told that it was taken; another digest comes too late.
  expect(await put(first)).toEqual({ accepted: 1, added: 0 });
  const late = put(leaf({ number: first.number, index: first.index }));
  await expect(late).rejects.toMatchObject({ code: "batch-state", details: { actual: "sealed" } });
  const batch = await client.batches.get({ institution: 2, number: first.number });
  expect(batch).toMatchObject({ rolling: true, credentials: CAPACITY, size: CAPACITY, state: "anchored" });
  const { progress } = batch;
  const times = [progress.acceptedAt, progress.sealedAt, progress.signedAt, progress.broadcastAt, progress.minedAt];
  expect(times).toEqual([...times].sort((a, b) => (a ?? 0) - (b ?? 0)));
  expect(times).not.toContain(null);
  await vi.waitFor(async () => {
    const final = await client.batches.get({ institution: 2, number: first.number });
    expect(final.progress).toMatchObject({ stage: "final", failedAt: null });
    expect(final.job?.finalAt).toEqual(final.progress.finalAt);
  }, WITHIN);
});

test("what is signed here by many requests at once, through two registries, is in a seal each, and valid", async () => {
  const second = await startOne(world, { folder: "second", now, config });
  try {
    const registries = [client, second.client];
    const requests = Array.from({ length: 30 }, (_, i) => {
      const learners = Array.from({ length: i % 10 === 0 ? 12 : 1 }, (__, j) => `learner-${i}-${j}@example.org`);
      return registries[i % 2]?.intake.issue({ courseVersion: version, learners });
    });
    const answers = await Promise.all(requests);
    const accepted = answers.flatMap((answer) => answer?.credentials ?? []);
    expect(accepted).toHaveLength(27 + 36);
    expect(new Set(accepted.map(({ number, index }) => `${number}/${index}`)).size).toBe(accepted.length);
    const one = accepted.find(({ number }) => accepted.filter((held) => held.number === number).length === CAPACITY);
    await proven(one?.digest ?? "0x");
    const bundles = await client.batches.bundles({ institution: 2, number: one?.number ?? 0 });
    const bundle = bundles.data.find((held) => (held.receipt as JsonObject | null)?.index === one?.index);
    expect(await client.verify({ credential: bundle as JsonObject })).toMatchObject({ verdict: "valid" });
    // The last batch is not full: it is sealed by its age.
    ahead += 400;
    for (const { digest } of accepted) await proven(digest);
  } finally {
    await second.registry.close();
  }
});

test("a request with a bad item fails alone and whole, whatever comes together with it", async () => {
  const { slots } = await reserve(8, other);
  const [a, b, c, d, e] = slots.map((slot) => leaf(slot));
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) {
    throw new Error("There are eight.");
  }
  await put(a);
  const strange = { number: a.number, index: (await unreserved(a.number)) ?? 0, digest: freshDigest() };
  const results = await Promise.allSettled([
    put(b),
    put(c, { ...a, digest: freshDigest() }),
    put(d, strange),
    put({ ...e, number: e.number + 1 }),
    put(e, leaf(slots[5] ?? e, e.digest)),
    put(e),
  ]);
  const codes = results.map((result) => (result.status === "fulfilled" ? "taken" : result.reason.code));
  expect(codes).toEqual(["taken", "batch-index", "batch-index", "not-found", "batch-index", "taken"]);
  for (const { digest } of [c, d]) {
    await expect(client.intake.state(digest)).rejects.toMatchObject({ code: "not-found" });
  }
  expect((await client.batches.get({ institution: 2, number: a.number })).credentials).toBe(3);
  // Old enough, and what was reserved and not filled has expired: sealed with empty places.
  ahead += 4_000;
  for (const { digest } of [a, b, e]) await proven(digest);
});

/** A place of an open batch that nobody was given. */
async function unreserved(number: number): Promise<number | undefined> {
  const { allocated, drawSeed, capacity } = await world.database.db
    .selectFrom("batches")
    .select(["allocated", "drawSeed", "capacity"])
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  const { drawPlaces } = await import("../../packages/registry-api/dist/anchoring/places.js");
  return drawPlaces(drawSeed ?? "", capacity).order[allocated];
}

test.each<Moment>(["slots-chosen", "slots-reserved", "intake-chosen", "intake-stored"])(
  "an error at %s fails the request; sent again, it is taken once",
  async (moment) => {
    failing = moment;
    const digest = freshDigest();
    let slot: { number: number; index: number } | undefined;
    const attempt = async () => {
      slot ??= (await reserve(1)).slots[0];
      if (slot !== undefined) await put(leaf(slot, digest));
    };
    await expect(attempt()).rejects.toMatchObject({ code: "internal" });
    await attempt();
    expect(await client.intake.state(digest)).toMatchObject({ index: slot?.index, progress: { stage: "accepted" } });
  },
);

test.each<Moment>(["rolling-due", "rolling-closed", "seal-built", "seal-stored", "chain-checked", "relay-chosen"])(
  "an error of the worker at %s is made good",
  async (moment) => {
    const digest = freshDigest();
    const [slot] = (await reserve(1, other)).slots;
    if (slot === undefined) throw new Error("There is a place.");
    await put(leaf(slot, digest));
    failing = moment;
    ahead += 400;
    await proven(digest);
    expect(failing).toBeNull();
  },
);

test("the reason of an override is kept with its batch and in the audit log, for the institution alone", async () => {
  const as = async (institution: number, role: "officer" | "auditor", idempotencyKey?: string) => {
    const apiKey = await keyFor(world, { institution, roles: [role] });
    return createClient({ baseUrl: api, apiKey, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
  };
  const officer = await as(2, "officer", "override-1");
  const reason = "A pilot for the town of Iyo; the review opens in May.";
  const request = { courseVersion: version, learners: ["pilot@example.org"], override: { reason } };
  const batch = await officer.batches.issue(request);
  // Sent again it is the same batch, and the same note.
  expect((await officer.batches.issue(request)).number).toBe(batch.number);
  const { id } = await officer.access.session();
  const auditor = await as(2, "auditor");
  const noted = { reason, quality: "unreviewed", by: { kind: "key", id }, at: expect.any(Number) };
  for (const who of [officer, auditor]) expect(await who.batches.override(batch)).toEqual({ override: noted });
  await expect((await as(1, "officer")).batches.override(batch)).rejects.toMatchObject({ code: "not-allowed" });
  const stranger = createClient({ baseUrl: api });
  await expect(stranger.batches.override(batch)).rejects.toMatchObject({ code: "credentials-missing" });
  const seen = [await stranger.batches.get(batch), (await stranger.batches.list({ institution: 2 })).data];
  expect(JSON.stringify(seen)).not.toContain("pilot");
  const entries = (await auditor.access.audit({ limit: 100 })).data.filter(({ override }) => override !== null);
  expect(entries.map(({ override, route, principal }) => [override, route, principal.id])).toEqual([
    [reason, "POST /v1/batches/issue", id],
  ]);

  const plain = await client.batches.issue({ courseVersion: version, learners: ["plain@example.org"] });
  expect(await auditor.batches.override(plain)).toEqual({ override: null });
  for (const refused of ["", "   ", "x".repeat(501)]) {
    const asked = client.batches.issue({ ...request, override: { reason: refused } });
    await expect(asked).rejects.toMatchObject({ code: "request-invalid" });
  }
  // Where nothing would keep it, it is not taken.
  const single = client.intake.issue(request as Parameters<typeof client.intake.issue>[0]);
  await expect(single).rejects.toMatchObject({ code: "request-invalid" });
});

test("texts that were kept long enough are deleted, and receipts stay", async () => {
  const { credentials } = await client.intake.issue({ courseVersion: version, learners: ["kept@example.org"] });
  const [{ digest }] = credentials as [(typeof credentials)[number]];
  ahead += 400;
  await proven(digest);
  expect((await client.intake.state(digest)).held).toBe(true);
  ahead += 31 * 86_400;
  await vi.waitFor(async () => expect((await client.intake.state(digest)).held).toBe(false), WITHIN);
  await proven(digest);
});

test("no place leads to whom it was for, and the order of places is gone with the seal", async () => {
  const sealed = await world.database.db
    .selectFrom("batches")
    .select("drawSeed")
    .where("state", "=", "sealed")
    .where("drawSeed", "is not", null)
    .execute();
  expect(sealed).toEqual([]);
});

test("keys under a password and a remote signer do the same, and stand in no table and no log line", async () => {
  const [relayer, anchor] = [walletOf("relayer"), walletOf("institution 2")];
  const credential = JSON.stringify((await generateCredentialKey(credentialSeedOf(2))).stored());
  const asked: string[] = [];
  const signer = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: string };
    asked.push(request.url ?? "");
    response.end(anchor.signingKey.sign(keccak256(data)).serialized);
  });
  await new Promise<void>((resolve) => signer.listen(0, "127.0.0.1", resolve));
  const { port } = signer.address() as AddressInfo;
  const publicKey = `0x${anchor.signingKey.publicKey.slice(4)}`;
  const passwordFile = join(world.dataDir, "password");
  await writeFile(passwordFile, "correct horse battery\n", { mode: 0o600 });
  const cheap = { scrypt: { N: 1_024 } };
  const keystore = {
    schema: "peerseal.keystore/2",
    chainId: world.deployment.chainId,
    relayer: { encrypted: JSON.parse(encryptKeystoreJsonSync(relayer, "correct horse battery", cheap)) },
    institutions: [
      {
        institution: 2,
        anchor: { remote: { url: `http://127.0.0.1:${port}`, address: anchor.address.toLowerCase(), publicKey } },
        credential: { encrypted: await sealText(credential, "correct horse battery", 1_024) },
      },
    ],
  };
  const lines: unknown[] = [];
  const anchoring = { ...config.anchoring, keystorePasswordFile: passwordFile };
  await close();
  const sealed = await startOne(world, { folder: "sealed", now, lines, keystore, config: { anchoring } });
  try {
    const { credentials } = await sealed.client.intake.issue({ courseVersion: version, learners: ["s@example.org"] });
    ahead += 400;
    client = sealed.client;
    for (const { digest } of credentials) await proven(digest);
    expect(asked).toContain(`/api/v1/eth1/sign/${publicKey}`);
  } finally {
    await sealed.registry.close();
    await new Promise<void>((resolve) => signer.close(() => resolve()));
    const again = await startOne(world, { now, config });
    client = again.client;
    close = again.registry.close;
  }
  const secret = /"secretKeyMultibase":"([^"]+)"/.exec(credential)?.[1] ?? "none";
  const everything = `${await dump()}\n${JSON.stringify(lines, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`;
  expect(everything).toContain("relaying-started");
  for (const key of [relayer.privateKey, anchor.privateKey]) expect(everything).not.toContain(key.slice(2));
  for (const text of [secret, "correct horse"]) expect(everything).not.toContain(text);
});

test("where the day's ceiling is spent signing stops by name, intake goes on, and a higher one is all it takes", async () => {
  await close();
  const limited = await startOne(world, { now, config: { anchoring: { ...config.anchoring, maxSpendWeiPerDay: 1n } } });
  const digest = freshDigest();
  try {
    const request = { institution: 2, courseVersion: other, count: 1 };
    const [slot] = (await limited.client.intake.reserve(request)).slots;
    if (slot === undefined) throw new Error("There is a place.");
    await limited.client.intake.leaves({ institution: 2, leaves: [leaf(slot, digest)] });
    ahead += 400;
    await vi.waitFor(async () => {
      const ready = (await (await fetch(`${limited.registry.url}/readyz`)).json()) as { parts: object };
      expect(ready.parts).toMatchObject({ relaying: { ready: false, reason: "fee-cap" } });
      expect((await limited.client.intake.state(digest)).progress.stage).toBe("sealed");
    }, WITHIN);
    const taken = await limited.client.intake.reserve(request);
    expect(taken.slots).toHaveLength(1);
  } finally {
    await limited.registry.close();
    const again = await startOne(world, { now, config });
    client = again.client;
    close = again.registry.close;
  }
  await proven(digest);
});

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const { db } = world.database;
  const { rows: tables } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db);
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select held::text as text from ${sql.table(name)} as held`.execute(db);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join("\n");
}

test("a tree of several subtrees gives every receipt from its digests alone, as the library's tree does", async () => {
  const learners = 700;
  const batch = await client.batches.open({ institution: 2, courseVersion: version, learners });
  const leaves = Array.from({ length: learners }, (_, i) => leaf({ number: batch.number, index: (i * 37) % 1_024 }));
  await put(...leaves);
  await client.batches.seal(batch);
  const sealed = await client.batches.reached(batch, ["anchored"], { everyMs: 20 });
  const tree = await buildLargeBatch(leaves.map(({ index, digest }) => ({ index, digest: parseDigest(digest) })));
  expect([sealed.root, sealed.size]).toEqual([tree.root, tree.size]);
  for (const { index, digest } of leaves.filter((_, i) => i % 23 === 0)) {
    expect((await client.receipt(digest)).proof).toEqual(tree.proof(index));
  }
  // Roots of subtrees are kept for speed only.
  await world.database.db.deleteFrom("batchSubtrees").where("number", "=", batch.number).execute();
  const fresh = makeProofs(world.database.db);
  const [one] = leaves;
  expect(await fresh({ institution: 2, number: batch.number, size: tree.size }, one?.index ?? 0)).toEqual(
    tree.proof(one?.index ?? 0),
  );
});

const corruptions: readonly (readonly [string, string])[] = [
  [
    "root-differs",
    "update batch_credentials set digest = '0x' || repeat('ab', 32) where (number, index) = (select number, min(index) from batch_credentials where number = $1 group by number)",
  ],
  ["count-differs", "update batches set credentials = credentials + 1 where number = $1"],
  ["size-differs", "update batches set size = size - 1 where number = $1"],
  ["subtrees-differ", "update batch_subtrees set roots = decode(repeat('00', length(roots)), 'hex') where number = $1"],
  ["index-differs", "update chain_anchors set root = '0x' || repeat('ab', 32) where number = $1"],
  ["anchor-differs", "update batches set root = '0x' || repeat('ab', 32) where number = $1"],
  ["anchor-unindexed", "delete from chain_anchors where number = $1"],
  ["relay-forged", "update relays set calldata = '0x00' where id = (select relay from batches where number = $1)"],
  [
    "raw-differs",
    "update transactions set hash = '0x' || repeat('cd', 32) where relay = (select relay from batches where number = $1)",
  ],
  [
    "recorded-missing",
    "update relays set hash = '0x' || repeat('ef', 32) where id = (select relay from batches where number = $1)",
  ],
  [
    "nonce-missing",
    "update relays set state = 'broadcast', is_final = false, hash = '0x' || repeat('ef', 32) where id = (select relay from batches where number = $1)",
  ],
];

test("fsck finds nothing in a sound database, and every planted fault by its name", async () => {
  await close();
  const { registry, client: again } = await startOne(world, { now, config });
  client = again;
  const { slots } = await client.intake.reserve({ institution: 2, courseVersion: version, count: CAPACITY });
  const leaves = slots.map((slot) => leaf(slot));
  await put(...leaves);
  for (const { digest } of leaves) await proven(digest);
  const number = (await client.intake.state(leaves[0]?.digest ?? "0x")).number;
  await vi.waitFor(async () => {
    expect((await client.batches.get({ institution: 2, number })).progress.stage).toBe("final");
  }, WITHIN);
  await registry.close();
  close = async () => undefined;

  const deps = { db: world.database.db, connection: world.connection };
  // What is being anchored when the registry ends shows as not indexed yet, and as nothing else.
  expect((await fsck(deps)).filter(({ code }) => code !== "anchor-unindexed")).toEqual([]);
  for (const [code, statement] of corruptions) {
    const found = await whileCorrupt(statement, number, fsck);
    expect(
      found.map((one) => one.code),
      code,
    ).toContain(code);
    expect(found.every(({ fix, where }) => fix !== "" && where !== "")).toBe(true);
  }
  expect(await fsck({ ...deps, only: { institution: 2, number } })).toEqual([]);
});

/** Looks inside a transaction that is taken back. */
async function whileCorrupt(
  statement: string,
  number: number,
  look: typeof fsck,
): Promise<Awaited<ReturnType<typeof fsck>>> {
  const undone = new Error("undone");
  let found: Awaited<ReturnType<typeof fsck>> = [];
  await world.database.db
    .transaction()
    .execute(async (transaction) => {
      await sql.raw(statement.replaceAll("$1", String(number))).execute(transaction);
      found = await look({ db: transaction, connection: world.connection, only: { institution: 2, number } });
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return found;
}
