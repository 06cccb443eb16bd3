import { describe, expect, test } from "vitest";
import { enclosedIn, MAX_ENCLOSED } from "../core/credential/enclosed.js";
import { openedOf } from "../core/credential/open.js";
import { DEFAULT_POLICY, judge } from "../core/judge/judge.js";
import { utf8 } from "../core/text.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { OB_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { proveEnclosed } from "./enclosed.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { secureDocument } from "./secure.js";
import { encodeStatusList, statusListBits } from "./status-list.js";

const CREATED = "2026-11-01T00:00:00Z";
const NOW = 1_793_500_000;
const key = (seed: number) => generateCredentialKey(new Uint8Array(32).fill(seed));
const [issuer, endorser] = await Promise.all([key(1), key(2)]);
const ACHIEVEMENT = "https://iyonada.example/achievements/1";

const endorsement = (about: string, more: JsonObject = {}): JsonObject => ({
  "@context": [VC_CONTEXT, OB_CONTEXT],
  id: "urn:uuid:1d3b2c4a-7b11-4a43-9f6c-2f2a3f0c9a11",
  type: ["VerifiableCredential", "EndorsementCredential"],
  name: "Endorsement",
  issuer: { id: endorser.did, type: ["Profile"], name: "San Telmo State University" },
  validFrom: CREATED,
  credentialSubject: { id: about, type: ["EndorsementSubject"], endorsementComment: "We count it." },
  ...more,
});
const sign = (document: JsonObject, by = endorser) =>
  secureDocument(document, { key: by, suite: "eddsa-rdfc-2022", created: CREATED });
const good = await sign(endorsement(ACHIEVEMENT));

const badge = (achievement: JsonObject, more: JsonObject = {}): JsonObject => ({
  "@context": [VC_CONTEXT, OB_CONTEXT],
  id: "urn:uuid:5a2d0a52-31c8-4d52-9c5d-6a4f3d9f1e07",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Shelter hygiene",
  issuer: { id: issuer.did, type: ["Profile"], name: "Iyonada University" },
  validFrom: CREATED,
  credentialSubject: {
    type: ["AchievementSubject"],
    achievement: {
      id: ACHIEVEMENT,
      type: ["Achievement"],
      name: "Shelter hygiene",
      description: "Three hours.",
      criteria: { narrative: "Names five dangers." },
      ...achievement,
    },
  },
  ...more,
});

async function reportsOf(credential: JsonObject, loadStatusList?: (url: string) => Promise<Uint8Array>) {
  const io = { now: NOW, ...(loadStatusList === undefined ? {} : { loadStatusList }) };
  const enclosed = await proveEnclosed(credential, io);
  const opened = openedOf(credential);
  const chain = { state: "unavailable", reason: "no-rpc", detail: "" } as const;
  const evidence = { proofs: await prove(credential), enclosed, chain, courseVersion: null };
  return judge(opened, evidence, DEFAULT_POLICY, NOW).enclosed;
}

test("an endorsement tells who endorses, about what, and whether that is so", async () => {
  const whole = await sign(badge({ endorsement: [good] }), issuer);
  const { reports, more } = await reportsOf(whole);
  expect(more).toBe(0);
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({
    kind: "endorsement",
    path: "/credentialSubject/achievement/endorsement/0",
    state: "verified",
    issuer: { id: endorser.did, name: "San Telmo State University" },
    about: ACHIEVEMENT,
    isAboutThis: true,
    comment: "We count it.",
  });
  expect(reports[0]?.checks.map(({ check, reason }) => [check, reason])).toEqual([
    ["format", "well-formed"],
    ["signature", "proofs-verified"],
    ["issuer", "issuer-not-in-network"],
    ["status", "no-status"],
    ["validity", "within-validity"],
  ]);
});

test("wherever they stand, the outermost first", async () => {
  const beside = (id: string) => ({ endorsement: endorsement(id) });
  const whole = badge(beside(ACHIEVEMENT), {
    issuer: {
      id: issuer.did,
      type: ["Profile"],
      ...beside(issuer.did),
      parentOrg: { id: "urn:a:1", type: ["Profile"], ...beside("urn:a:9") },
    },
    endorsement: [endorsement("urn:a:2"), "not even an object"],
  });
  const { reports } = await reportsOf(whole);
  expect(reports.map(({ path, isAboutThis, state }) => [path, isAboutThis, state])).toEqual([
    ["/endorsement/0", false, "refuted"],
    ["/endorsement/1", false, "refuted"],
    ["/issuer/endorsement", true, "refuted"],
    ["/issuer/parentOrg/endorsement", false, "refuted"],
    ["/credentialSubject/achievement/endorsement", true, "refuted"],
  ]);
});

describe("what an endorsement comes to", () => {
  const LIST = "https://status.example/1";
  const entry = {
    id: `${LIST}#7`,
    type: "BitstringStatusListEntry",
    statusPurpose: "revocation",
    statusListIndex: "7",
    statusListCredential: LIST,
  };
  const cases: readonly (readonly [string, () => Promise<JsonValue>, string, string])[] = [
    ["altered", async () => ({ ...good, name: "Another" }), "refuted", "signature-invalid"],
    ["unsigned", async () => endorsement(ACHIEVEMENT), "refuted", "no-proof"],
    [
      "signed by another key",
      async () => sign(endorsement(ACHIEVEMENT, { issuer: { id: issuer.did, type: ["Profile"] } })),
      "refuted",
      "key-not-issuers",
    ],
    [
      "expired",
      async () => sign(endorsement(ACHIEVEMENT, { validUntil: "2026-11-01T01:00:00Z" })),
      "refuted",
      "expired",
    ],
    ["without its contexts", async () => ({ ...good, "@context": [] }), "refuted", "format-invalid"],
    [
      "with a status that is not asked",
      async () => sign(endorsement(ACHIEVEMENT, { credentialStatus: entry })),
      "unknown",
      "foreign-status",
    ],
    [
      "by somebody whose key cannot be found",
      async () => sign(endorsement(ACHIEVEMENT, { issuer: { id: "did:web:santelmo.example", type: ["Profile"] } })),
      "unknown",
      "proofs-verified",
    ],
  ];
  test.each(cases)("%s", async (_, make, state, reason) => {
    const inside: JsonValue = JSON.parse(JSON.stringify(await make()));
    const { reports } = await reportsOf(badge({ endorsement: [inside] }));
    expect(reports[0]?.state).toBe(state);
    expect(reports[0]?.checks.map((check) => check.reason)).toContain(reason);
  });

  test("revoked", async () => {
    const list = await sign({
      "@context": [VC_CONTEXT],
      id: LIST,
      type: ["VerifiableCredential", "BitstringStatusListCredential"],
      issuer: endorser.did,
      credentialSubject: {
        id: `${LIST}#list`,
        type: "BitstringStatusList",
        statusPurpose: "revocation",
        encodedList: encodeStatusList(statusListBits([7])),
      },
    });
    const whole = badge({ endorsement: [await sign(endorsement(ACHIEVEMENT, { credentialStatus: entry }))] });
    const { reports } = await reportsOf(whole, async () => utf8(JSON.stringify(list)));
    expect(reports[0]).toMatchObject({ state: "refuted" });
    expect(reports[0]?.checks.map(({ reason }) => reason)).toContain("revoked-by-list");
  });
});

test("as a JWT", async () => {
  const encode = (value: JsonValue) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${encode({ alg: "EdDSA", typ: "vc+jwt", kid: endorser.verificationMethod })}.${encode(endorsement(ACHIEVEMENT))}`;
  const signature = Buffer.from(await endorser.signer.sign({ data: utf8(text) })).toString("base64url");
  const { reports } = await reportsOf(badge({ endorsementJwt: [`${text}.${signature}`, `${text}.AAAA`, "nonsense"] }));
  expect(reports.map(({ path, state, about }) => [path, state, about])).toEqual([
    ["/credentialSubject/achievement/endorsementJwt/0", "verified", ACHIEVEMENT],
    ["/credentialSubject/achievement/endorsementJwt/1", "refuted", ACHIEVEMENT],
    ["/credentialSubject/achievement/endorsementJwt/2", "refuted", null],
  ]);
});

test("what a learner record carries", async () => {
  const inner = await sign(badge({}), issuer);
  const record: JsonObject = {
    "@context": [VC_CONTEXT, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", OB_CONTEXT],
    id: "urn:a:1",
    type: ["VerifiableCredential", "ClrCredential"],
    name: "Transcript",
    issuer: { id: issuer.did, type: ["Profile"] },
    validFrom: CREATED,
    credentialSubject: { type: ["ClrSubject"], verifiableCredential: [inner, { ...inner, name: "Another" }] },
  };
  const { reports } = await reportsOf(record);
  expect(reports.map(({ kind, path, state }) => [kind, path, state])).toEqual([
    ["credential", "/credentialSubject/verifiableCredential/0", "verified"],
    ["credential", "/credentialSubject/verifiableCredential/1", "refuted"],
  ]);
});

describe("hostile", () => {
  test("thousands: a few are looked at, and it is said how many were not", async () => {
    const { reports, more } = await reportsOf(badge({ endorsement: Array.from({ length: 5_000 }, () => ({ a: 1 })) }));
    expect([reports.length, more]).toEqual([MAX_ENCLOSED, 5_000 - MAX_ENCLOSED]);
  });

  test("one inside another is not followed", () => {
    let nested = endorsement("urn:a:0");
    for (let i = 0; i < 50; i += 1) nested = endorsement(`urn:a:${i}`, { endorsement: [nested] });
    expect(enclosedIn(badge({ endorsement: [nested] })).found.map(({ path }) => path)).toEqual([
      "/credentialSubject/achievement/endorsement/0",
    ]);
  });

  test("evidence about another credential does not count", async () => {
    const whole = badge({ endorsement: [endorsement(ACHIEVEMENT)] });
    const enclosed = await proveEnclosed(badge({ endorsement: [good] }), { now: NOW });
    const evidence = {
      proofs: await prove(whole),
      enclosed,
      chain: { state: "unavailable", reason: "no-rpc", detail: "" } as const,
      courseVersion: null,
    };
    const { reports } = judge(openedOf(whole), evidence, DEFAULT_POLICY, NOW).enclosed;
    expect(reports[0]?.state).toBe("refuted");
    expect(reports[0]?.checks.map(({ reason }) => reason)).toContain("no-proof");
  });
});
