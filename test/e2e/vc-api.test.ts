import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { decodeStatusList, type JsonObject, prove, statusAt, wire } from "@peerseal/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOne } from "./relaying.world.ts";
import { makeVcWorld, speakingWith, titles, typesOf, unsigned, type VcWorld } from "./vc-api.world.ts";

let vc: VcWorld;

beforeAll(async () => {
  vc = await makeVcWorld("vc-api");
});

afterAll(() => vc?.end());

const entriesOf = (credential: JsonObject) => credential.credentialStatus as readonly Record<string, string>[];

async function bitOf(entry: Record<string, string> | undefined): Promise<number | null> {
  const { body } = await vc.get(entry?.statusListCredential ?? "");
  const { encodedList } = body.credentialSubject as { encodedList: string };
  return statusAt(decodeStatusList(encodedList), Number(entry?.statusListIndex));
}

describe("issuing", () => {
  test.each(wire.VC_SUITES)("signs with %s on its mount, and on the root by option", async (suite) => {
    const index = await vc.get("/vc");
    const mount = (index.body.mounts as wire.VcIndex["mounts"]).find((one) => one.mount === suite);
    for (const signed of [
      await vc.issue(unsigned(), suite),
      await vc.issue(unsigned(), undefined, { cryptosuite: suite }),
    ]) {
      expect(signed.proof).toMatchObject([{ type: "DataIntegrityProof", cryptosuite: suite }]);
      expect(signed.issuer).toBe(mount?.issuer);
      const { proofs } = await prove(signed);
      const reason = suite === "ecdsa-sd-2023" ? "base-proof" : "signature-valid";
      expect(proofs).toMatchObject([{ outcome: "verified", reason, controlledByIssuer: true }]);
    }
  });

  test("keeps what else the issuer's object says, and no status where none was asked for", async () => {
    const signed = await vc.issue(unsigned({ issuer: { id: "did:example:other", name: "Tosa Bay" } }));
    expect(signed.issuer).toMatchObject({ id: expect.stringMatching(/^did:key:z6Mk/), name: "Tosa Bay" });
    expect(signed.credentialStatus).toBeUndefined();
  });

  test("refuses a mount's suite beside another, and data model 1.1", async () => {
    const options = { cryptosuite: "eddsa-jcs-2022" };
    const other = await vc.post("/vc/ecdsa-rdfc-2019/credentials/issue", { credential: unsigned(), options });
    expect(other).toMatchObject({ status: 400, body: { code: "vc-invalid" } });
    const old = await vc.post("/credentials/issue", {
      credential: {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        type: ["VerifiableCredential"],
        issuer: "did:example:issuer",
        issuanceDate: "2026-01-01T00:00:00Z",
        credentialSubject: { id: "did:example:subject" },
      },
    });
    expect(old).toMatchObject({ status: 400, body: { code: "vc-invalid" } });
  });

  test("keeps its keys to itself and its DIDs for the next start", async () => {
    const file = join(vc.world.dataDir, "registry", "vc-test-keys.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = (await vc.get("/vc")).body.mounts;
    const { registry } = await startOne(vc.world, { config: { vcTest: true } });
    try {
      const after = (await speakingWith(registry.url).get("/vc")).body.mounts as wire.VcIndex["mounts"];
      expect(after.map(({ issuer }) => issuer)).toEqual((before as typeof after).map(({ issuer }) => issuer));
    } finally {
      await registry.close();
    }
  });
});

describe("status of the test issuer", () => {
  test("revocation and suspension are set and cleared, each in its list", async () => {
    const credential = unsigned();
    const signed = await vc.issue(credential, "status");
    const [revocation, suspension] = entriesOf(signed);
    expect(entriesOf(signed).map(({ statusPurpose }) => statusPurpose)).toEqual(["revocation", "suspension"]);
    expect(await vc.verify(signed)).toMatchObject({ status: 200, body: { verified: true, problemDetails: [] } });
    const set = (statusPurpose: string, status: boolean) =>
      vc.post("/credentials/status", {
        credentialId: credential.id,
        credentialStatus: { type: "BitstringStatusListEntry", statusPurpose },
        status,
      });

    expect(await set("suspension", true)).toMatchObject({ status: 200, body: { updated: 1 } });
    const suspended = await vc.verify(signed, { returnResults: true });
    expect(suspended.status).toBe(400);
    expect(titles(suspended)).toEqual(["suspended"]);
    expect(typesOf(suspended)).toEqual(["https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR"]);
    expect(suspended.body.results?.credentialStatus).toMatchObject([
      { verified: true, value: 0 },
      { verified: false, value: 1 },
    ]);
    expect([await bitOf(revocation), await bitOf(suspension)]).toEqual([0, 1]);

    await set("suspension", false);
    expect((await vc.verify(signed)).status).toBe(200);
    await set("revocation", true);
    expect(titles(await vc.verify(signed))).toEqual(["revoked"]);
    expect([await bitOf(revocation), await bitOf(suspension)]).toEqual([1, 0]);
    await set("revocation", false);
    expect((await vc.verify(signed)).status).toBe(200);
  });

  test("a credential without an id is named by options.credentialId, and one place by its index", async () => {
    const { id: _, ...nameless } = unsigned();
    const credentialId = "urn:test:nameless";
    const options = { credentialId, statusPurposes: ["revocation"] };
    const [one, two] = [
      await vc.issue(nameless, "ecdsa-rdfc-2019", options),
      await vc.issue(nameless, "ecdsa-rdfc-2019", options),
    ];
    const { statusListIndex, statusListCredential } = entriesOf(one)[0] ?? {};
    const { body } = await vc.post("/credentials/status", {
      credentialId,
      credentialStatus: {
        type: "BitstringStatusListEntry",
        statusPurpose: "revocation",
        statusListIndex,
        statusListCredential,
      },
      status: true,
    });
    expect(body).toEqual({ updated: 1 });
    expect(titles(await vc.verify(one))).toEqual(["revoked"]);
    expect((await vc.verify(two)).status).toBe(200);
  });

  test("an unknown credential, and a list of somebody else, are not found", async () => {
    const signed = await vc.issue(unsigned(), "status");
    const set = (credentialId: unknown, more: object = {}) =>
      vc.post("/credentials/status", {
        credentialId,
        credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation", ...more },
        status: true,
      });
    expect(await set("urn:test:unknown")).toMatchObject({ status: 404, body: { code: "not-found" } });
    const elsewhere = { statusListCredential: "https://example.org/status/test-ed25519-revocation" };
    expect((await set(signed.id, elsewhere)).status).toBe(404);
    const other = { statusListCredential: entriesOf(signed)[1]?.statusListCredential };
    expect((await set(signed.id, other)).status).toBe(404);
    expect((await vc.verify(signed)).status).toBe(200);
  });

  test("statuses outlive a killed registry", async () => {
    const credential = unsigned();
    const signed = await vc.issue(credential, "status");
    const child = spawn(process.execPath, [join(import.meta.dirname, "../../packages/registry-api/dist/main.js")], {
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        PORT: "0",
        PEERSEAL_VC_TEST: "1",
        PEERSEAL_DATA_DIR: join(vc.world.dataDir, "registry"),
        DATABASE_URL: vc.world.databaseUrl,
        RPC_URL: vc.world.rpc,
        PEERSEAL_NETWORK: vc.world.deployment.network,
        LOG_LEVEL: "info",
      },
    });
    try {
      const { url, log } = await listening(child.stderr);
      // The mode is told to whoever reads the log.
      expect(log).toContain("vc-test-mode");
      const answer = await speakingWith(url).post("/credentials/status", {
        credentialId: credential.id,
        credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation" },
        status: true,
      });
      expect([answer.status, answer.body]).toEqual([200, { updated: 1 }]);
    } finally {
      child.kill("SIGKILL");
    }
    expect(titles(await vc.verify(signed))).toEqual(["revoked"]);
  });
});

/** Reads on after that: a process whose log nobody reads may stand still, or end. */
function listening(stderr: NodeJS.ReadableStream): Promise<{ readonly url: string; readonly log: string }> {
  return new Promise((found, lost) => {
    let log = "";
    stderr.on("data", (chunk: Buffer) => {
      log += String(chunk);
      const [, url] = /"event":"registry-listening","url":"([^"]+)"/.exec(log) ?? [];
      if (url !== undefined) found({ url, log });
    });
    stderr.once("end", () => lost(new Error(log)));
  });
}

describe("selective disclosure", () => {
  test("a base proof is refused, what the holder derives from it verifies", async () => {
    const signed = await vc.issue(unsigned({ validUntil: "2030-01-01T00:00:00Z" }), "ecdsa-sd-2023");
    expect(titles(await vc.verify(signed))).toEqual(["base-proof"]);
    const derived = await vc.post("/credentials/derive", {
      verifiableCredential: signed,
      options: { selectivePointers: ["/credentialSubject/alumniOf/name"] },
    });
    expect(derived.status).toBe(201);
    expect(derived.body.credentialSubject).toMatchObject({ alumniOf: { name: "Iyonada University" } });
    expect(JSON.stringify(derived.body)).not.toContain("2021");
    expect(derived.body).toMatchObject({ validUntil: "2030-01-01T00:00:00Z" });
    expect(await vc.verify(derived.body)).toMatchObject({ status: 200, body: { verified: true } });
  });

  test("a pointer that leads nowhere, and a credential without base proof, are refused", async () => {
    const signed = await vc.issue(unsigned(), "ecdsa-sd-2023");
    const options = { selectivePointers: ["/nothing/here"] };
    expect(await vc.post("/credentials/derive", { verifiableCredential: signed, options })).toMatchObject({
      status: 400,
      body: { code: "derive-invalid", type: "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR" },
    });
    const plain = await vc.issue(unsigned());
    expect((await vc.post("/credentials/derive", { verifiableCredential: plain, options })).status).toBe(400);
  });
});

describe("verifying", () => {
  test("our own word on a credential of somebody else asks for its lists as well", async () => {
    const credential = unsigned();
    const signed = await vc.issue(credential, "status");
    const statusOf = async () => {
      const { body } = await vc.post("/v1/verify", { credential: signed });
      const { checks } = body as unknown as { checks: { check: string; reason: string }[] };
      return checks.find(({ check }) => check === "status")?.reason;
    };
    expect(await statusOf()).toBe("status-list-clear");
    await vc.post("/credentials/status", {
      credentialId: credential.id,
      credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation" },
      status: true,
    });
    expect(await statusOf()).toBe("revoked-by-list");
  });

  test("tells each step and gives the credential back where that was asked for", async () => {
    const signed = await vc.issue(unsigned({ validUntil: "2030-01-01T00:00:00Z" }), "status");
    const plain = await vc.verify(signed);
    expect(plain.body).toEqual({ verified: true, problemDetails: [] });
    const { body } = await vc.verify(signed, {
      returnResults: true,
      returnCredential: true,
      returnProblemDetails: false,
    });
    expect(body).toEqual({
      verified: true,
      credential: signed,
      results: {
        validFrom: { verified: true, input: signed.validFrom },
        validUntil: { verified: true, input: signed.validUntil },
        credentialStatus: entriesOf(signed).map((input) => ({ verified: true, value: 0, input })),
        proof: [{ verified: true, input: signed.proof[0] }],
      },
    });
  });

  test.each([
    ["altered", (c: JsonObject) => ({ ...c, name: "Another" }), "signature-invalid", "CRYPTOGRAPHIC_SECURITY_ERROR"],
    ["without a proof", ({ proof: _, ...c }: JsonObject) => c, "no-proof", "CRYPTOGRAPHIC_SECURITY_ERROR"],
    [
      "of another issuer",
      (c: JsonObject) => ({ ...c, issuer: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" }),
      "signature-invalid",
      "CRYPTOGRAPHIC_SECURITY_ERROR",
    ],
  ])("says what is wrong with one that is %s", async (_, change, title, type) => {
    const answer = await vc.verify(change(await vc.issue(unsigned())));
    expect(answer.status).toBe(400);
    expect(answer.body.verified).toBe(false);
    expect(titles(answer)).toContain(title);
    expect(typesOf(answer)).toContain(`https://www.w3.org/TR/vc-data-model#${type}`);
  });

  test("dates count", async () => {
    const over = await vc.verify(await vc.issue(unsigned({ validUntil: "2026-02-01T00:00:00Z" })));
    expect(titles(over)).toEqual(["expired"]);
    expect(typesOf(over)).toEqual(["https://www.w3.org/TR/vc-data-model#RANGE_ERROR"]);
    const early = await vc.verify(await vc.issue(unsigned({ validFrom: "2126-01-01T00:00:00Z" })));
    expect(titles(early)).toEqual(["not-yet-valid"]);
  });

  test("a status that cannot be had is not verified, and the request may leave it out", async () => {
    const credentialStatus = {
      id: "https://issuer.invalid/status/1#5",
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: "5",
      statusListCredential: "https://issuer.invalid/status/1",
    };
    const signed = await vc.issue(unsigned({ credentialStatus }));
    const answer = await vc.verify(signed);
    expect(titles(answer)).toEqual(["unreachable"]);
    expect(typesOf(answer)).toEqual(["https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR"]);
    const left = await vc.verify(signed, { checks: ["proof"] });
    expect(left).toMatchObject({ status: 200, body: { verified: true } });
    expect(titles(left)).toEqual(["status-not-asked"]);
  });

  test("a schema is named and not fetched, and the answer says so", async () => {
    const credentialSchema = { id: "https://issuer.invalid/schema.json", type: "JsonSchema" };
    const answer = await vc.verify(await vc.issue(unsigned({ credentialSchema })));
    expect(answer.body.verified).toBe(true);
    expect(titles(answer)).toEqual(["schema-not-checked"]);
  });

  test("every mount verifies whatever suite", async () => {
    const signed = await vc.issue(unsigned(), "ecdsa-rdfc-2019");
    const { status } = await vc.post("/vc/eddsa-jcs-2022/credentials/verify", { verifiableCredential: signed });
    expect(status).toBe(200);
  });
});

describe("what comes in", () => {
  const PARSING = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
  const MALFORMED = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
  const UNKNOWN = "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED";
  const deep = `{"verifiableCredential":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`;

  test.each([
    ["json-duplicate-key", 400, PARSING, '{"verifiableCredential":{},"verifiableCredential":{}}'],
    ["json-depth", 400, PARSING, deep],
    ["json-nul", 400, PARSING, '{"verifiableCredential":{"id":"\\u0000"}}'],
    ["json-surrogate", 400, PARSING, '{"verifiableCredential":{"id":"\\ud800"}}'],
    ["json-number", 400, PARSING, '{"verifiableCredential":{"n":9007199254740993}}'],
    ["json-number-range", 400, PARSING, '{"verifiableCredential":{"n":1e400}}'],
    ["json-malformed", 400, PARSING, "{"],
    ["json-size", 413, PARSING, `{"verifiableCredential":{"id":"${"x".repeat(5_000_000)}"}}`],
    ["request-invalid", 400, MALFORMED, '{"verifiableCredential":[]}'],
    ["request-invalid", 400, MALFORMED, "[]"],
    ["request-invalid", 400, MALFORMED, "{}"],
    ["vc-option-unknown", 400, UNKNOWN, '{"verifiableCredential":{},"options":{"fast":true}}'],
    ["vc-option-unknown", 400, UNKNOWN, '{"verifiableCredential":{},"more":1}'],
  ])("%s is a problem document with %i", async (code, status, type, body) => {
    const answer = await vc.post("/credentials/verify", body);
    expect(answer).toMatchObject({ status, body: { code, status, type } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("hostile members change nothing in the server, and take no time", async () => {
    const hostile = JSON.stringify(unsigned()).replace("{", '{"__proto__":{"verified":true},"constructor":{"a":1},');
    const began = Date.now();
    const answer = await vc.post("/credentials/verify", `{"verifiableCredential":${hostile}}`);
    expect(answer).toMatchObject({ status: 400, body: { verified: false } });
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(Object.hasOwn(Object.prototype, "verified")).toBe(false);
  });

  test("nothing of a credential is kept or logged", async () => {
    const secret = "mark-of-one-credential";
    const signed = await vc.issue(unsigned({ name: secret }));
    await vc.verify(signed, { returnResults: true });
    const { rows } = await tableTexts();
    expect(rows.some((text) => text.includes(secret))).toBe(false);
  });
});

/** Every row of every table, as text. */
async function tableTexts(): Promise<{ readonly rows: readonly string[] }> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: vc.world.databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const { rows: found } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      rows.push(...found.map(({ text }) => text));
    }
    return { rows };
  } finally {
    await client.end();
  }
}

test("outside of test mode there is no issuer, and verifying goes on", async () => {
  const { registry } = await startOne(vc.world, { folder: "no-test" });
  try {
    const plain = speakingWith(registry.url);
    const off = { status: 404, body: { code: "vc-test-off" } };
    expect(await plain.post("/credentials/issue", { credential: unsigned() })).toMatchObject(off);
    expect(await plain.post("/credentials/derive", { verifiableCredential: unsigned() })).toMatchObject(off);
    const credentialStatus = { type: "BitstringStatusListEntry", statusPurpose: "revocation" };
    expect(
      await plain.post("/credentials/status", { credentialId: "x", credentialStatus, status: true }),
    ).toMatchObject(off);
    expect(await plain.get("/status/test-ed25519-revocation")).toMatchObject(off);
    expect((await plain.get("/vc")).body).toMatchObject({ testIssuer: false });
    expect((await plain.verify(await vc.issue(unsigned()))).status).toBe(200);
    // What is on this machine is not fetched: the list of the registry in test mode.
    const answer = await plain.verify(await vc.issue(unsigned(), "status"));
    expect(titles(answer)).toEqual(["unreachable", "unreachable"]);
  } finally {
    await registry.close();
  }
});
