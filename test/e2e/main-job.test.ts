import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildCredential,
  type Client,
  connect,
  createClient,
  credentialDigest,
  drawIndex,
  generatePasskey,
  type JsonObject,
  type NetworkConnection,
  passkeySigner,
  type RoundId,
  readVerifier,
  signAction,
  verify,
} from "@peerseal/sdk";
import { createBulkIssuer } from "@peerseal/sdk/bulk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { act, addCredentialKey, foundNetwork, openRound, publishCourse, random, reviewOf, signerOf } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

const LEARNERS = 1000;

let dataDir: string;
let stack: Stack;
let client: Client;
let connection: NetworkConnection;

async function start(): Promise<void> {
  stack = await startStack(dataDir);
  client = createClient({ baseUrl: stack.api, apiKey: stack.apiKeys[1] ?? "" });
  connection = await connect({ rpc: stack.rpc, network: stack.network });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-job-"));
  await start();
});

afterAll(async () => {
  connection?.close();
  await stack?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** Everything that a verifier has: the credential, its receipt from any registry, and the chain. */
async function check(credential: JsonObject) {
  const receipt = await client.receipt(credentialDigest(credential));
  return verify(JSON.stringify(credential), {
    rpc: stack.rpc,
    network: stack.network,
    receipt: JSON.stringify(receipt),
  });
}

test("a course is reviewed, a thousand credentials are anchored, one is revoked; nothing is lost on the way", {
  timeout: 240_000,
}, async () => {
  const deps = () => ({ client, connection });
  const { rubric, rubricDigest } = await foundNetwork(deps(), 4);
  const key = await addCredentialKey(deps(), 1);
  const { version, document } = await publishCourse(deps(), 1, "drone-slope-survey");

  const passkey = passkeySigner(
    await readVerifier(connection),
    await generatePasskey({ origin: "https://peerseal.example" }),
  );
  const seats = [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: passkey },
  ] as const;
  const round: RoundId = await openRound(deps(), { version, rubric, rubricDigest }, seats);
  expect((await client.versions.get(version)).quality.state).toBe("in-review");

  connection.close();
  await stack.stop();
  await start();

  for (const [seat, { role, signer }] of seats.entries()) {
    const { document: review, message } = reviewOf(round, seat, role);
    await act(deps(), signer, "Review", message, review);
  }
  // Each block is a second after its parent at least, so a burst of acts puts the chain ahead of the clock for a while;
  // the contract itself says when the reply window is over.
  const closing = await vi.waitFor(() => client.closeRound(round), { timeout: 60_000, interval: 200 });
  await client.actions.recorded(closing);
  await client.actions.recorded(await client.decideRound(round));
  expect((await client.versions.get(version)).quality.state).toBe("met");

  const batch = await client.batches.open({ institution: 1, courseVersion: version, learners: LEARNERS });
  expect(batch.capacity).toBe(1024);
  const used = new Set<number>();
  const credentials: JsonObject[] = [];
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const issuer = createBulkIssuer(key, { created: at });
  for (let learner = 0; learner < LEARNERS; learner++) {
    const index = drawIndex(used, batch.capacity, random);
    used.add(index);
    const unsigned = buildCredential({
      network: stack.network,
      issuer: { institution: 1, name: "Institution 1", did: key.did },
      batch: { number: batch.number, index },
      courseVersion: document,
      courseCode: "drone-slope-survey",
      language: "en",
      learner: { identifier: { kind: "email", value: `learner-${learner}@example.org` }, salt: random(16) },
      basis: "assessed",
      activityStartDate: at,
      activityEndDate: at,
      awardedDate: at,
      validFrom: at,
      random: random(16),
    });
    credentials.push(JSON.parse(Buffer.from((await issuer.issue(unsigned)).bytes).toString()));
  }
  const [first, second] = credentials;
  if (first === undefined || second === undefined) throw new TypeError("There are a thousand.");
  expect((await client.batches.put(batch, credentials)).added).toBe(LEARNERS);
  await client.batches.seal(batch);
  const sealed = await client.batches.reached(batch, ["awaiting-authorization"]);
  if (sealed.root === null || sealed.size === null) throw new TypeError("A sealed batch has a root.");
  const { institution, number, root, size } = { ...sealed, root: sealed.root, size: sealed.size };
  const anchor = { institution, number, root, size, courseVersion: version };
  const signed = await signAction(signerOf("institution 1"), connection, "Anchor", anchor, {
    deadline: Math.floor(Date.now() / 1000) + 600,
  });
  await client.batches.anchor(batch, signed.authorization);

  connection.close();
  await stack.kill();
  await start();

  const anchored = await client.batches.reached(batch, ["anchored"]);
  expect(anchored.credentials).toBe(LEARNERS);
  const before = await check(first);
  expect(before.verdict).toBe("valid");
  expect(before.quality?.now.state).toBe("met");
  expect(before.quality?.now.decision?.panel.map(({ role }) => role)).toEqual(seats.map(({ role }) => role));

  const index = (await client.receipt(credentialDigest(first))).index;
  const masks = [(1n << BigInt(index & 255)).toString()];
  const words = [index >> 8];
  await act(deps(), signerOf("institution 1"), "SetStatus", {
    institution: 1,
    number,
    action: 1,
    words,
    masks,
    nonce: "0",
  });
  expect((await check(first)).verdict).toBe("revoked");
  expect((await check(second)).verdict).toBe("valid");
  expect((await client.status(batch, index)).status).toBe("revoked");

  // With the registry gone, the chain alone still answers.
  const receipt = JSON.stringify(await client.receipt(credentialDigest(second)));
  expect((await client.batches.bundles(batch, { limit: 100 })).data).toHaveLength(100);
  expect(await client.batches.deleteCredentials(batch)).toEqual({ deleted: LEARNERS });
  expect((await client.batches.bundles(batch)).data).toEqual([]);
  connection.close();
  await stack.stop();
  const alone = await startStack(dataDir, "chain-only");
  const verdict = await verify(JSON.stringify(second), { rpc: alone.rpc, network: alone.network, receipt });
  expect(verdict.verdict).toBe("valid");
  await alone.stop();
  expect((await verify(JSON.stringify(second), { rpc: alone.rpc, network: alone.network, receipt })).verdict).toBe(
    "incomplete",
  );
  await start();
});
