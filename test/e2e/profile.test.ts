import {
  type Client,
  type CredentialKey,
  generateCredentialKey,
  type JsonObject,
  type JsonValue,
  prove,
  statusWords,
  type Verdict,
  type VersionId,
  verify,
} from "@peerseal/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { act, addCredentialKey, foundNetwork, openRound, publishCourse, reviewOf, signerOf } from "./cast.ts";
import { makeWorld, startOne, type World } from "./relaying.world.ts";

const QUICK = { everyMs: 20 };
const DID = "did:web:institution-2.example";

let world: World;
let client: Client;
let api: string;
let close: () => Promise<void>;
let key: CredentialKey;
let version: VersionId;
let reviewed: VersionId;

/** Added to the clock of chain and registry, in seconds: nobody waits for a window to close. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;

const deps = () => ({ client, connection: world.connection });

beforeAll(async () => {
  world = await makeWorld("profile", now);
  const { registry, client: made } = await startOne(world, { now });
  client = made;
  api = registry.url;
  close = registry.close;
  const { rubric, rubricDigest } = await foundNetwork(deps(), 4);
  key = await addCredentialKey(deps(), 2);
  ({ version } = await publishCourse(deps(), 2, "shelter-hygiene"));
  ({ version: reviewed } = await publishCourse(deps(), 1, "drone-slope-survey"));
  const seats = (["subject-expert", "subject-expert", "learner"] as const).map((role, i) => ({
    role,
    institution: [3, 4, 3][i] ?? 3,
    signer: signerOf(`reviewer ${i}`),
  }));
  const round = await openRound(deps(), { version: reviewed, rubric, rubricDigest }, seats);
  for (const [i, { role, signer }] of seats.entries()) {
    await act(deps(), signer, "Review", reviewOf(round, i, role).message);
  }
  ahead = 60;
  await client.actions.recorded(await client.closeRound(round), QUICK);
  await client.actions.recorded(await client.decideRound(round), QUICK);
});

afterAll(async () => {
  await close?.();
  await world?.end();
});

const objectOf = (value: unknown): JsonObject => Object(value);
const credentialOf = (bundle: unknown): JsonObject => objectOf(objectOf(bundle).credential);
const indexOf = (credential: JsonObject) => Number(objectOf(credential.credentialStatus).statusListIndex);

async function issue(...learners: readonly string[]) {
  const batch = await client.batches.issue({ courseVersion: version, learners: [...learners] });
  await client.batches.reached(batch, ["anchored"], QUICK);
  return { batch, bundles: (await client.batches.bundles(batch)).data };
}

const verdictOf = (bundle: unknown): Promise<Verdict> =>
  verify(JSON.stringify(bundle), { rpc: world.rpc, network: world.connection.network, now: now() });

test("the registry issues under the institution's did:web, and the chain alone confirms the key", async () => {
  const { bundles } = await issue("ada@example.org");
  const credential = credentialOf(bundles[0]);
  expect(credential).toMatchObject({
    issuer: { id: DID },
    proof: [{ verificationMethod: `${DID}#${key.multikey}` }],
  });
  expect(await verdictOf(bundles[0])).toMatchObject({ verdict: "valid" });
});

test("the DID document is served under its path and under the institution's host name", async () => {
  const byPath = await fetch(`${api}/v1/institutions/2/did.json`);
  expect([byPath.status, byPath.headers.get("content-type")]).toEqual([200, "application/did+json"]);
  const document = await byPath.json();
  expect(document).toMatchObject({ id: DID, assertionMethod: [`${DID}#${key.multikey}`] });
  expect(await underHost("institution-2.example")).toEqual({ status: 200, body: document });
  expect(await underHost("Institution-2.example:8443")).toEqual({ status: 200, body: document });
  expect(await underHost("institution-9.example")).toMatchObject({ status: 404, body: { code: "not-found" } });
  const { bundles } = await issue("eve@example.org");
  const { proofs } = await prove(credentialOf(bundles[0]), { loadDid: async () => document });
  expect(proofs).toMatchObject([{ outcome: "verified", controlledByIssuer: true }]);
});

test("a retired key is in the document no more", async () => {
  const other = await generateCredentialKey();
  const data = `0x${Buffer.from(other.multikeyBytes).toString("hex")}` as const;
  const fields = { institution: 3, data, purposes: 16, from: 0, until: 0 };
  await act(deps(), signerOf("institution 3"), "AddKey", fields);
  const methods = async () => (await (await fetch(`${api}/v1/institutions/3/did.json`)).json()).assertionMethod;
  expect(await methods()).toEqual([`did:web:institution-3.example#${other.multikey}`]);
  await act(deps(), signerOf("institution 3"), "RetireKey", { institution: 3, key: other.keyId, until: now() + 60 });
  expect(await methods()).toHaveLength(1);
  ahead += 120;
  expect(await methods()).toEqual([]);
});

test("the own context is served as it is bundled", async () => {
  const answer = await fetch(`${api}/contexts/credentials/v1`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/ld+json"]);
  expect(objectOf(objectOf(await answer.json())["@context"])).toMatchObject({ "@protected": true });
});

test("a learner's own outcomes, results and checks stand in the credential", async () => {
  const batch = await client.batches.issue({
    courseVersion: version,
    identityCheck: "account",
    learners: [
      {
        kind: "student-number",
        value: "S1",
        did: key.did,
        outcomesAttained: [],
        results: [{ assessment: "a1", status: "Failed", value: "41" }],
        identityCheck: "in-person",
      },
      { kind: "student-number", value: "S2" },
    ],
  });
  await client.batches.reached(batch, ["anchored"], QUICK);
  const credentials = (await client.batches.bundles(batch)).data.map(credentialOf);
  const subjects = credentials.map(({ credentialSubject }) => objectOf(credentialSubject));
  expect(subjects.find(({ id }) => id === key.did)).toMatchObject({
    outcomeAttained: [],
    identityCheckMade: "in-person",
    supervisionMade: "not-stated",
    result: [{ status: "Failed", value: "41" }],
  });
  expect(subjects.find(({ id }) => id === undefined)).toMatchObject({ identityCheckMade: "account" });
  const strange = { kind: "student-number" as const, value: "S3", outcomesAttained: ["o9"] };
  await expect(client.batches.issue({ courseVersion: version, learners: [strange] })).rejects.toMatchObject({
    code: "issue-invalid",
  });
});

test("a corrected credential takes the place of the old one, and only the new file says so", async () => {
  const { batch, bundles } = await issue("wrong@example.org", "right@example.org");
  const [old, kept] = bundles;
  const index = indexOf(credentialOf(old));
  const correction = {
    corrections: [{ index, learner: "corrected@example.org" }],
    reason: { en: "The wrong grade column was read.", ja: "成績欄の読み違い。" },
  };
  const corrected = await client.batches.correct(batch, correction);
  // Until the chain holds the new one, the old one stands.
  const twice = client.batches.correct(batch, correction);
  await expect(twice).rejects.toMatchObject({ code: "issue-invalid" });
  await client.batches.reached(corrected, ["anchored"], QUICK);
  await expect
    .poll(async () => (await client.status(batch, index)).status, { timeout: 60_000, interval: 50 })
    .toBe("replaced");

  const [renewed] = (await client.batches.bundles(corrected)).data;
  const credential = credentialOf(renewed);
  expect(await verdictOf(renewed)).toMatchObject({ verdict: "valid" });
  expect(await verdictOf(old)).toMatchObject({ verdict: "replaced" });
  expect(await verdictOf(kept)).toMatchObject({ verdict: "valid" });
  expect(credential.correctionOf).toEqual({
    id: credentialOf(old).id,
    type: "CorrectedCredential",
    correctedStatusEntry: objectOf(credentialOf(old).credentialStatus).id,
    correctionReason: { en: "The wrong grade column was read.", ja: "成績欄の読み違い。" },
  });

  // Nothing of the new one is in what the old one, the chain and the registry's answers about it hold.
  const traces = [String(credential.id), String(corrected.number)];
  const about = [old, await client.batches.get(batch), await client.status(batch, index), await calldataOf(batch)];
  for (const trace of traces) expect(JSON.stringify(about)).not.toContain(trace);
  expect(await world.database.db.selectFrom("corrections").selectAll().execute()).toEqual([]);

  // What was ended for good has no successor; what never was there neither.
  await expect(client.batches.correct(batch, correction)).rejects.toMatchObject({ code: "issue-invalid" });
  const nowhere = { corrections: [{ index: 7, learner: "x@example.org" }] };
  if (![old, kept].some((bundle) => indexOf(credentialOf(bundle)) === 7)) {
    await expect(client.batches.correct(batch, nowhere)).rejects.toMatchObject({ code: "batch-index" });
  }
});

test("a correction whose old text is no longer kept names the old credential", async () => {
  const { batch, bundles } = await issue("gone@example.org");
  const old = credentialOf(bundles[0]);
  await client.batches.deleteCredentials(batch);
  const one = { index: indexOf(old), learner: "gone@example.org" };
  await expect(client.batches.correct(batch, { corrections: [one] })).rejects.toMatchObject({ code: "issue-invalid" });
  const corrected = await client.batches.correct(batch, { corrections: [{ ...one, credential: String(old.id) }] });
  await client.batches.reached(corrected, ["anchored"], QUICK);
  const [renewed] = (await client.batches.bundles(corrected)).data;
  expect(credentialOf(renewed).correctionOf).toMatchObject({ id: old.id });
});

test("what is revoked is not corrected", async () => {
  const { batch, bundles } = await issue("revoked@example.org");
  const index = indexOf(credentialOf(bundles[0]));
  const { institution, number } = batch;
  const words = statusWords([index]);
  await act(deps(), signerOf("institution 2"), "SetStatus", { institution, number, action: 1, ...words, nonce: "0" });
  const corrected = client.batches.correct(batch, { corrections: [{ index, learner: "revoked@example.org" }] });
  await expect(corrected).rejects.toMatchObject({ code: "issue-invalid", details: { status: "revoked" } });
});

test("the decision on a version is endorsed by an institution that lent its key", async () => {
  await expect(client.versions.endorsement(version)).rejects.toMatchObject({ code: "not-found" });
  // Institution 1 lent none; 2 delivers the course from now on.
  await expect(client.versions.endorsement(reviewed)).rejects.toMatchObject({ code: "key-not-lent" });
  const { course } = await client.versions.get(reviewed);
  const part = 2;
  await act(deps(), signerOf("institution 1"), "InviteParty", { course, by: 1, institution: 2, part });
  await act(deps(), signerOf("institution 2"), "AcceptPart", { course, institution: 2, part });
  const endorsement = await client.versions.endorsement(reviewed);
  expect(endorsement).toMatchObject({
    type: ["VerifiableCredential", "EndorsementCredential"],
    issuer: { id: DID },
    credentialSubject: { type: ["EndorsementSubject"], qualityAssurance: { panelSeat: [{}, {}, {}] } },
  });
  expect(await client.versions.endorsement(reviewed, { institution: 2 })).toEqual(endorsement);
  const batch = await client.batches.issue({ courseVersion: reviewed, institution: 2, learners: ["e@example.org"] });
  await client.batches.reached(batch, ["anchored"], QUICK);
  const [bundle] = (await client.batches.bundles(batch, { with: "endorsement" })).data;
  expect(credentialOf(bundle)).toMatchObject({ qualityAssurance: { decisionOutcome: "met" } });
  expect(objectOf(bundle).endorsement).toMatchObject({ type: ["VerifiableCredential", "EndorsementCredential"] });
  expect(await verdictOf(bundle)).toMatchObject({ verdict: "valid" });
  const loadDid = async () => objectOf(await (await fetch(`${api}/v1/institutions/2/did.json`)).json());
  expect(await prove(endorsement, { loadDid })).toMatchObject({ proofs: [{ outcome: "verified" }] });
});

test("institution and registry sign statements about themselves, each with its own key", async () => {
  const loadDid = async () => objectOf(await (await fetch(`${api}/v1/institutions/2/did.json`)).json());
  const profile = await client.institutions.profile(2);
  expect(profile).toMatchObject({
    type: ["VerifiableCredential", "InstitutionStatement"],
    issuer: { id: DID },
    credentialSubject: { statementBody: { domain: "institution-2.example", standing: "active", country: "JP" } },
  });
  expect(await prove(profile, { loadDid })).toMatchObject({
    proofs: [{ outcome: "verified", suite: "eddsa-jcs-2022", controlledByIssuer: true }],
  });
  await expect(client.institutions.profile(1)).rejects.toMatchObject({ code: "key-not-lent" });
  const statement = await client.statement();
  expect(statement).toMatchObject({
    credentialSubject: { statementBody: { network: world.connection.network, authority: "none" } },
  });
  expect(await prove(statement)).toMatchObject({ proofs: [{ outcome: "verified", controlledByIssuer: true }] });
});

test("versions and credentials are written in the European Learning Model", async () => {
  const ofVersion = await client.versions.elm(version);
  expect(ofVersion).toMatchObject({ type: "Qualification", awardingOpportunity: { awardingBody: { id: DID } } });
  const { bundles } = await issue("elm@example.org");
  const credential = credentialOf(bundles[0]);
  const elm = await client.exportElm(credential);
  expect(elm).toMatchObject({
    type: ["VerifiableCredential", "EuropeanDigitalCredential"],
    credentialSubject: { hasClaim: { specifiedBy: { id: ofVersion.id } } },
  });
  const elsewhere = { ...credential, issuer: { id: "https://elsewhere.example", name: "Elsewhere" } };
  await expect(client.exportElm(elsewhere)).rejects.toMatchObject({ code: "not-found" });
});

test("credentials of one learner are gathered in a record that their issuer signs", async () => {
  const learner = { kind: "email" as const, value: "clr@example.org" };
  const [first, second, other] = [await issue(learner.value), await issue(learner.value), await issue("x@example.org")];
  const credentials = [first, second].map(({ bundles }) => credentialOf(bundles[0]));
  const record = await client.learnerRecord({ institution: 2, credentials, learner });
  expect(record).toMatchObject({
    type: ["VerifiableCredential", "ClrCredential"],
    credentialSubject: { verifiableCredential: credentials },
  });
  const loadDid = async () => client.institutions.did(2);
  expect(await prove(record, { loadDid })).toMatchObject({
    proofs: [{ outcome: "verified", suite: "eddsa-jcs-2022", controlledByIssuer: true }],
  });
  const refused = (body: Partial<Parameters<Client["learnerRecord"]>[0]>) =>
    expect(client.learnerRecord({ institution: 2, credentials, learner, ...body })).rejects.toMatchObject({
      code: "issue-invalid",
    });
  await refused({ credentials: [...credentials, credentialOf(other.bundles[0])] });
  await refused({ learner: { kind: "email", value: "x@example.org" } });
  await refused({ credentials: credentials.map((credential) => ({ ...credential, name: "Altered" })) });
  const [revoked] = credentials;
  const words = statusWords([indexOf(revoked ?? {})]);
  const { institution, number } = first.batch;
  await act(deps(), signerOf("institution 2"), "SetStatus", { institution, number, action: 1, ...words, nonce: "0" });
  await refused({});
});

/** Everything that the chain was told about a batch's statuses. */
async function calldataOf(batch: { readonly number: number }): Promise<JsonValue> {
  const rows = await world.database.db.selectFrom("relays").select(["action", "message"]).execute();
  const about = rows.filter(
    ({ action, message }) => action === "SetStatus" && objectOf(message).number === batch.number,
  );
  expect(about).toHaveLength(1);
  return JSON.parse(JSON.stringify(about));
}

async function underHost(host: string): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const asked = request(`${api}/.well-known/did.json`, { headers: { host } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString()) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}
