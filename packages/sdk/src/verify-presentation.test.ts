import { describe, expect, test } from "vitest";
import { openPresentation } from "./core/presentation/open.js";
import type { PresentationReason } from "./core/presentation/reasons.js";
import { codeOf } from "./core/testing/code-of.js";
import type { JsonObject, JsonValue } from "./core/types.js";
import { listOf } from "./core/values.js";
import { OB_CONTEXT, VC_CONTEXT } from "./openbadges/contexts.js";
import { generateCredentialKey } from "./openbadges/keys.js";
import { secureDocument } from "./openbadges/secure.js";
import { type VerifyPresentationOptions, verifyPresentation } from "./verify-presentation.js";

const CREATED = "2026-11-01T00:00:00Z";
const NOW = 1_793_500_000;
const key = (seed: number) => generateCredentialKey(new Uint8Array(32).fill(seed));
const [issuer, holder, thief] = await Promise.all([key(1), key(2), key(3)]);
const suite = "eddsa-rdfc-2022";

const badge = (subject: JsonValue, more: JsonObject = {}): JsonObject => ({
  "@context": [VC_CONTEXT, OB_CONTEXT],
  id: "urn:uuid:5a2d0a52-31c8-4d52-9c5d-6a4f3d9f1e07",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Shelter hygiene",
  issuer: { id: issuer.did, type: ["Profile"], name: "Iyonada University" },
  validFrom: CREATED,
  credentialSubject: {
    ...(subject === null ? {} : { id: subject }),
    type: ["AchievementSubject"],
    achievement: {
      id: "urn:a:2",
      type: ["Achievement"],
      name: "Shelter hygiene",
      description: "Three hours.",
      criteria: { narrative: "Names five dangers." },
    },
  },
  ...more,
});
const signed = (document: JsonObject) => secureDocument(document, { key: issuer, suite, created: CREATED });
const good = await signed(badge(holder.did));
const ended = await signed(badge(null, { validUntil: "2026-11-01T01:00:00Z" }));

const presentation = (credentials: JsonValue, more: JsonObject = {}): JsonObject => ({
  "@context": [VC_CONTEXT],
  type: ["VerifiablePresentation"],
  holder: holder.did,
  verifiableCredential: credentials,
  ...more,
});
const CHALLENGE = "9f1c";
const DOMAIN = "hr.example";
const presented = (document: JsonObject, more: Partial<Parameters<typeof secureDocument>[1]> = {}) =>
  secureDocument(document, {
    key: holder,
    suite,
    created: CREATED,
    proofPurpose: "authentication",
    challenge: CHALLENGE,
    domain: DOMAIN,
    ...more,
  });
const whole = await presented(presentation([good, ended]));

const verifyIt = (document: JsonValue, options: VerifyPresentationOptions = {}) =>
  verifyPresentation(typeof document === "string" ? document : JSON.stringify(document), {
    now: NOW,
    challenge: CHALLENGE,
    domain: DOMAIN,
    ...options,
  });
async function reasonsOf(document: JsonValue, options: VerifyPresentationOptions = {}) {
  const { presentation: found } = await verifyIt(document, options);
  return [found.verdict, ...found.checks.map(({ reason }): PresentationReason => reason)];
}

const GOOD = ["valid", "well-formed", "proofs-verified", "holder-proven", "challenge-answered"];
const instead = (word: string, ...changes: readonly (readonly [number, PresentationReason])[]) =>
  GOOD.map((reason, i) => (i === 0 ? word : (changes.find(([place]) => place === i)?.[1] ?? reason)));

test("every credential has its own verdict, and the worst of all is told", async () => {
  const { presentation: found, credentials, worst, notOpened } = await verifyIt(whole);
  expect([found.verdict, ...found.checks.map(({ reason }) => reason)]).toEqual(GOOD);
  expect(found.holder).toBe(holder.did);
  expect(credentials.map(({ path, subject }) => [path, subject])).toEqual([
    ["/verifiableCredential/0", "holder"],
    ["/verifiableCredential/1", "unnamed"],
  ]);
  const checks = credentials.map((each) =>
    each.state === "judged"
      ? [
          each.verdict.verdict,
          ...each.verdict.checks
            .filter(({ check }) => ["signature", "validity"].includes(check))
            .map(({ reason }) => reason),
        ]
      : [],
  );
  expect(checks).toEqual([
    ["not-anchored", "proofs-verified", "within-validity"],
    ["not-anchored", "proofs-verified", "expired"],
  ]);
  expect([worst, notOpened]).toEqual(["not-anchored", 0]);
});

test("one altered credential among good ones is not hidden", async () => {
  const altered = { ...good, name: "Something else" };
  const { presentation: found, credentials, worst } = await verifyIt(await presented(presentation([good, altered])));
  expect(found.verdict).toBe("valid");
  expect(credentials.map((each) => (each.state === "judged" ? each.verdict.verdict : ""))).toEqual([
    "not-anchored",
    "altered",
  ]);
  expect(worst).toBe("altered");
});

describe("the presentation itself", () => {
  test.each<readonly [string, () => Promise<JsonValue>, readonly string[]]>([
    [
      "altered",
      async () => ({ ...whole, id: "urn:a:9" }),
      instead("altered", [2, "signature-invalid"], [3, "holder-unproven"]),
    ],
    [
      "a credential taken out",
      async () => ({ ...whole, verifiableCredential: [good] }),
      instead("altered", [2, "signature-invalid"], [3, "holder-unproven"]),
    ],
    [
      "unsigned",
      async () => presentation([good]),
      instead("replayed", [2, "no-proof"], [3, "holder-unproven"], [4, "challenge-differs"]),
    ],
    [
      "signed by another",
      async () => presented(presentation([good]), { key: thief }),
      instead("forged", [3, "holder-not-signer"]),
    ],
    ["without a holder", async () => presented(withoutHolder()), instead("incomplete", [3, "holder-unnamed"])],
    [
      "signed as issuers sign",
      async () => presented(presentation([good]), { proofPurpose: "assertionMethod" }),
      instead("forged", [2, "proof-unfit"], [3, "holder-unproven"]),
    ],
    [
      "for another occasion",
      async () => presented(presentation([good]), { challenge: "0000" }),
      instead("replayed", [4, "challenge-differs"]),
    ],
    [
      "for another verifier",
      async () => presented(presentation([good]), { domain: "other.example" }),
      instead("replayed", [4, "domain-differs"]),
    ],
    ["for several verifiers", async () => presented(presentation([good]), { domain: ["other.example", DOMAIN] }), GOOD],
    [
      "for a time that is over",
      async () => presented(presentation([good]), { expires: "2026-11-01T00:05:00Z" }),
      instead("expired", [2, "proof-expired"], [3, "holder-unproven"]),
    ],
    [
      "malformed",
      async () => presented(presentation([good])).then((document) => ({ ...document, type: "Presentation" })),
      instead("malformed", [1, "format-invalid"], [2, "signature-invalid"], [3, "holder-unproven"]),
    ],
  ])("%s", async (_, document, expected) => {
    expect(await reasonsOf(await document())).toEqual(expected);
  });

  test("with a second proof that answers no challenge", async () => {
    const two = await secureDocument(whole, { key: holder, suite, created: CREATED, proofPurpose: "authentication" });
    expect(await reasonsOf(two)).toEqual(instead("replayed", [4, "challenge-differs"]));
  });

  test("without a challenge it may be a copy, which is said", async () => {
    const { presentation: found } = await verifyPresentation(JSON.stringify(whole), { now: NOW });
    expect(found.checks.at(-1)).toMatchObject({ result: "not-applicable", reason: "challenge-not-asked" });
    expect(found.verdict).toBe("valid");
  });

  test("by a suite that the verifier does not accept", async () => {
    const policy = { suites: ["eddsa-jcs-2022"], network: null };
    expect(await reasonsOf(whole, { policy })).toEqual(
      instead("incomplete", [2, "suite-not-allowed"], [3, "holder-unproven"]),
    );
  });
});

const encode = (value: JsonValue) => Buffer.from(JSON.stringify(value)).toString("base64url");
async function jwt(header: JsonObject, payload: JsonObject, by = holder): Promise<string> {
  const text = `${encode({ alg: "EdDSA", ...header })}.${encode(payload)}`;
  const signature = await by.signer.sign({ data: new TextEncoder().encode(text) });
  return `${text}.${Buffer.from(signature).toString("base64url")}`;
}
const claims = { nonce: CHALLENGE, aud: DOMAIN };
const credentialJwt = await jwt({ typ: "vc+jwt", kid: issuer.verificationMethod }, badge(holder.did), issuer);
const enveloped = {
  "@context": VC_CONTEXT,
  id: `data:application/vc+jwt,${credentialJwt}`,
  type: "EnvelopedVerifiableCredential",
};

describe("in JWTs", () => {
  const header = { typ: "vp+jwt", kid: holder.verificationMethod };

  test("a presentation and the credential in it", async () => {
    const text = await jwt(header, { ...presentation([enveloped]), ...claims });
    const found = await verifyIt(text);
    expect([found.presentation.verdict, ...found.presentation.checks.map(({ reason }) => reason)]).toEqual(GOOD);
    expect(await reasonsOf(text, { policy: { suites: [suite], network: null } })).toEqual(
      instead("incomplete", [2, "suite-not-allowed"], [3, "holder-unproven"]),
    );
    const [credential] = found.credentials;
    expect(credential).toMatchObject({ state: "judged", subject: "holder" });
  });

  test("as an enveloped presentation", async () => {
    const text = await jwt(header, { ...presentation([good, enveloped]), ...claims });
    const envelope = {
      "@context": VC_CONTEXT,
      id: `data:application/vp+jwt,${text}`,
      type: "EnvelopedVerifiablePresentation",
    };
    expect(await reasonsOf(envelope)).toEqual(GOOD);
    expect((await verifyIt(envelope)).credentials).toHaveLength(2);
  });

  test("for another occasion, by another, altered", async () => {
    const payload = { ...presentation([enveloped]), ...claims };
    expect(await reasonsOf(await jwt(header, { ...payload, nonce: "0000" }))).toEqual(
      instead("replayed", [4, "challenge-differs"]),
    );
    const byThief = await jwt({ ...header, kid: thief.verificationMethod }, payload, thief);
    expect(await reasonsOf(byThief)).toEqual(instead("forged", [3, "holder-not-signer"]));
    const text = await jwt(header, payload);
    const [first, , last] = text.split(".");
    const changed = `${first}.${encode({ ...payload, holder: thief.did })}.${last}`;
    expect((await reasonsOf(changed))[2]).toBe("signature-invalid");
  });
});

describe("hostile", () => {
  test("thousands of credentials: a hundred are looked at, and that is said", async () => {
    const { credentials, notOpened, worst } = await verifyIt(
      presentation(Array.from({ length: 3_000 }, () => ({ type: "VerifiableCredential" }))),
    );
    expect([credentials.length, notOpened, worst]).toEqual([100, 2_900, "malformed"]);
  });

  test("things that are no credentials are told one by one", async () => {
    const { credentials, worst } = await verifyIt(
      presentation([
        "https://a.example",
        5,
        null,
        [good],
        { id: "data:text/html,x", type: "EnvelopedVerifiableCredential" },
      ]),
    );
    expect(credentials.map((each) => (each.state === "unreadable" ? each.error.code : each.state))).toEqual(
      Array.from({ length: 5 }, () => "open-unrecognised"),
    );
    expect(worst).toBe("malformed");
  });

  test("a presentation of nothing proves nothing", async () => {
    const { presentation: found, worst } = await verifyIt(await presented(presentation([])));
    expect([found.verdict, worst]).toEqual(["valid", "incomplete"]);
  });

  test.each<readonly [string, string, string]>([
    ["a list", "[]", "open-unrecognised"],
    ["a picture", "\x89PNG", "open-unrecognised"],
    ["a deep one", `{"type":"VerifiablePresentation","a":${"[".repeat(100)}${"]".repeat(100)}}`, "json-depth"],
    ["a name twice", '{"type":"VerifiablePresentation","type":"x"}', "json-duplicate-key"],
    [
      "an envelope of something else",
      '{"type":"EnvelopedVerifiablePresentation","id":"data:text/html,x"}',
      "open-unrecognised",
    ],
    [
      "an envelope of nothing",
      '{"type":"EnvelopedVerifiablePresentation","id":"data:application/vp+jwt,x"}',
      "open-damaged",
    ],
  ])("%s", (_, text, code) => {
    expect(codeOf(() => openPresentation(text))).toBe(code);
  });
});

function withoutHolder(): JsonObject {
  const { holder: _, ...rest } = presentation([good]);
  return rest;
}

test("what is presented is what was written", () => {
  expect(listOf(openPresentation(JSON.stringify(whole)).presentation.verifiableCredential)).toEqual([good, ended]);
});
