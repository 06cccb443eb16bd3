import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionMessage,
  type ActionName,
  type ActionSigner,
  type Client,
  connect,
  createClient,
  credentialDigest,
  digestOf,
  type Hex,
  type JsonObject,
  type NetworkConnection,
  PeersealError,
  type RoundId,
  signAction,
  type VersionId,
} from "@peerseal/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { act, addCredentialKey, foundNetwork, NONE, openRound, publishCourse, reviewOf, signerOf } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

const LATER = 4_000_000_000;

let dataDir: string;
let stack: Stack;
let client: Client;
let connection: NetworkConnection;
let version: VersionId;
let own: VersionId;
let round: RoundId;
let issued: readonly JsonObject[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-refusals-"));
  stack = await startStack(dataDir);
  client = createClient({ baseUrl: stack.api, apiKey: stack.apiKey });
  connection = await connect({ rpc: stack.rpc, network: stack.network });
  const deps = { client, connection };
  const { rubric, rubricDigest } = await foundNetwork(deps, 4);
  ({ version } = await publishCourse(deps, 1, "drone-slope-survey"));
  round = await openRound(deps, { version, rubric, rubricDigest }, [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: signerOf("reviewer 2") },
  ]);
  // Institution 2 lent its keys to the registry.
  await addCredentialKey(deps, 2);
  ({ version: own } = await publishCourse(deps, 2, "shelter-hygiene"));
  const batch = await client.batches.issue({ courseVersion: own, learners: ["a@example.org", "b@example.org"] });
  await client.batches.reached(batch, ["anchored"]);
  issued = (await client.batches.bundles(batch)).data as readonly JsonObject[];
});

afterAll(async () => {
  connection?.close();
  await stack?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** The code, and that a fix comes with it. */
async function codeOf(what: Promise<unknown>): Promise<string> {
  try {
    await what;
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    expect(error.fix).not.toBe("");
    return error.code;
  }
  return "accepted";
}

const sign = <N extends ActionName>(signer: ActionSigner, name: N, message: ActionMessage<N>, deadline = LATER) =>
  signAction(signer, connection, name, message, { deadline });
const send = async <N extends ActionName>(
  signer: ActionSigner,
  name: N,
  message: ActionMessage<N>,
  document?: JsonObject,
) => client.actions.send(await sign(signer, name, message), document);

test.each([
  ["{", 400, "json-malformed"],
  ['{"a":1,"a":2}', 400, "json-duplicate-key"],
  ['{"a":9007199254740993}', 400, "json-number"],
  ['{"a":"\\ud800"}', 400, "json-surrogate"],
  ["[".repeat(5000), 400, "json-depth"],
  ["{}", 400, "request-invalid"],
])("a body of %.20s is refused as such", async (body, status, code) => {
  const response = await fetch(`${stack.api}/v1/actions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({ code, status });
  expect(problem.fix).toBeTypeOf("string");
  expect(problem.requestId).toBeTypeOf("string");
});

test("unknown fields are refused, in the envelope and in what is signed", async () => {
  const signed = await sign(signerOf("institution 1"), "RegisterCourse", { institution: 1, code: "x" });
  const post = (body: object) =>
    fetch(`${stack.api}/v1/actions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((response) => response.json());
  expect(await post({ ...signed, extra: 1 })).toMatchObject({ code: "request-invalid" });
  expect(await post({ ...signed, message: { ...signed.message, extra: 1 } })).toMatchObject({ code: "action-invalid" });
  expect(await post({ ...signed, action: "Nothing" })).toMatchObject({ code: "action-unsupported" });
});

test("a document of another digest is refused", async () => {
  const { document, message } = reviewOf(round, 0, "subject-expert");
  const changed = { ...document, minutesSpent: 1 };
  expect(await codeOf(send(signerOf("reviewer 0"), "Review", message, changed))).toBe("digest-mismatch");
});

test("an act signed for another chain is refused", async () => {
  const elsewhere = { ...connection, chainId: 1 };
  const message = { institution: 1, code: "elsewhere" };
  const signed = await signAction(signerOf("institution 1"), elsewhere, "RegisterCourse", message, { deadline: LATER });
  expect(await codeOf(client.actions.send(signed))).toBe("Authorization_InvalidSignature");
});

test("a seat with a tie to an owner is refused, also through a second affiliation", async () => {
  const { version: tied } = await publishCourse({ client, connection }, 1, "tied-course");
  const { rubric } = await client.rounds.get(round);
  const opening = {
    version: tied,
    rubric,
    n: 1,
    owner: 1,
    convener: 2,
    purpose: 2,
    basis: 1,
    route: 1,
    seats: [2, 0, 0, 1, 0],
    validity: 86_400,
    reviewUntil: LATER,
    document: digestOf({ schema: "peerseal.round/1" }),
  };
  await act({ client, connection }, signerOf("institution 1"), "OpenRound", { opening });
  const rounds = await client.rounds.list({ version: tied });
  const id = rounds.data[0]?.id as RoundId;
  await act({ client, connection }, signerOf("institution 2"), "AcceptRound", { round: id });
  const appoint = (institution: number, affiliations: number[]) =>
    send(signerOf(`institution ${institution}`), "AppointSeat", {
      round: id,
      seat: 0,
      institution,
      role: 1,
      affiliations,
      signer: signerOf("somebody").bytes,
    });
  expect(await codeOf(appoint(1, []))).toBe("Round_Tied");
  expect(await codeOf(appoint(3, [4, 1]))).toBe("Round_Tied");
});

test("an unappointed signer, a replayed signature and a second review are refused", async () => {
  const { message } = reviewOf(round, 0, "subject-expert");
  expect(await codeOf(send(signerOf("stranger"), "Review", message))).toBe("Round_NotSeatSigner");

  const signed = await sign(signerOf("reviewer 0"), "Review", message);
  const relay = await client.actions.send(signed);
  // Sent again, the same act is the same job.
  expect((await client.actions.send(signed)).id).toBe(relay.id);
  await client.actions.recorded(relay);
  const onto = { ...signed, message: { ...signed.message, seat: 1 } };
  expect(await codeOf(client.actions.send(onto))).toBe("Round_SealBroken");
  const replay = { ...signed, message: { ...signed.message, sequence: 2, salt: NONE } };
  expect(await codeOf(client.actions.send(replay))).toBe("Authorization_InvalidSignature");
  const again = { ...message, ratings: "1" };
  expect(await codeOf(send(signerOf("reviewer 0"), "Review", again))).toBe("Round_AlreadySubmitted");
});

test("a foreign verifier contract is refused, whatever it says", async () => {
  const foreign: Hex = `0x${"77".repeat(20)}${"01".repeat(64)}`;
  const signed = await sign({ bytes: foreign, sign: async () => "0x01" }, "RegisterCourse", {
    institution: 1,
    code: "y",
  });
  expect(await codeOf(client.actions.send(signed))).toBe("Authorization_ForeignVerifier");
});

test("a passed deadline is refused", async () => {
  const signed = await sign(signerOf("institution 1"), "RegisterCourse", { institution: 1, code: "z" }, 1);
  expect(await codeOf(client.actions.send(signed))).toBe("Authorization_Expired");
});

test("a used batch number, an issuer that does not deliver and a used nonce are refused", async () => {
  const [bundle] = issued;
  const receipt = await client.receipt(credentialDigest(bundle?.credential as JsonObject));
  const anchor = { institution: 2, number: receipt.number, root: NONE, size: 1, courseVersion: own };
  expect(await codeOf(send(signerOf("institution 2"), "Anchor", anchor))).toBe("Credential_BatchUsed");
  const foreign = { ...anchor, number: 7, courseVersion: version };
  expect(await codeOf(send(signerOf("institution 2"), "Anchor", foreign))).toBe("Credential_MayNotIssue");
  const issue = client.batches.issue({ courseVersion: version, institution: 2, learners: ["a@example.org"] });
  expect(await codeOf(issue)).toBe("Credential_MayNotIssue");
  // Where none is named, the officer's own institution is meant.
  const officer = createClient({ baseUrl: stack.api, apiKey: stack.apiKeys[1] ?? "" });
  const notLent = officer.batches.issue({ courseVersion: version, learners: ["a@example.org"] });
  expect(await codeOf(notLent)).toBe("key-not-lent");

  const change = { institution: 2, number: receipt.number, action: 2, words: [0], masks: ["1"], nonce: "0" };
  await act({ client, connection }, signerOf("institution 2"), "SetStatus", change);
  const unknown = { ...change, number: receipt.number + 1, nonce: "1" };
  expect(await codeOf(send(signerOf("institution 2"), "SetStatus", unknown))).toBe("not-found");
  const reinstate = { ...change, action: 3 };
  expect(await codeOf(send(signerOf("institution 2"), "SetStatus", reinstate))).toBe("Authorization_WrongNonce");
});

test("a receipt of another credential does not help, nor one of another network", async () => {
  const [first, second] = issued;
  const credential = first?.credential as JsonObject;
  const other = second?.receipt as JsonObject;
  expect(await client.verify({ credential, receipt: other })).toMatchObject({ verdict: "altered" });
  const receipt = first?.receipt as JsonObject;
  const moved = { ...receipt, network: `eip155:1:0x${"11".repeat(20)}` };
  expect((await client.verify({ credential, receipt: moved })).verdict).not.toBe("valid");
  expect(await codeOf(client.verify({ credential, receipt: { schema: "peerseal.receipt/1" } }))).toBe(
    "receipt-invalid",
  );
});

test("a batch takes only credentials that name it, each index once, and only while it is open", async () => {
  const batch = await client.batches.open({ institution: 2, courseVersion: own, learners: 2 });
  const credential = issued[0]?.credential as JsonObject;
  expect(await codeOf(client.batches.put(batch, [credential]))).toBe("issue-invalid");
  expect(await codeOf(client.batches.seal(batch))).toBe("batch-empty");
  const same = client.batches.open({ institution: 2, courseVersion: own, learners: 2, number: batch.number });
  expect(await codeOf(same)).toBe("batch-exists");
  const unknown = `0x${"12".repeat(32)}` as const;
  expect(await codeOf(client.batches.open({ institution: 2, courseVersion: unknown, learners: 1 }))).toBe("not-found");
});

test("a page of another origin may not write, and a foreign cursor is refused", async () => {
  const response = await fetch(`${stack.api}/v1/batches`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://elsewhere.example" },
    body: "{}",
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "origin-refused" });
  expect(await codeOf(client.batches.list({ cursor: "nonsense" }))).toBe("cursor-invalid");
});
