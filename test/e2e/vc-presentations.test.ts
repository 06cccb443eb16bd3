import {
  type CredentialKey,
  generateCredentialKey,
  generateP256CredentialKey,
  type JsonObject,
  secureDocument,
} from "@peerseal/sdk";
import { encodeBase58 } from "ethers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeVcWorld, titles, typesOf, unsigned, VC, type VcWorld, without } from "./vc-api.world.ts";

let vc: VcWorld;
let holder: CredentialKey;
let stranger: CredentialKey;

beforeAll(async () => {
  vc = await makeVcWorld("vc-presentations");
  holder = await generateCredentialKey();
  stranger = await generateP256CredentialKey();
});

afterAll(() => vc?.end());

const CREATED = "2026-11-26T00:00:00Z";
const unsignedVp = (more: JsonObject = {}): JsonObject => ({
  "@context": [VC],
  type: ["VerifiablePresentation"],
  holder: holder.did,
  ...more,
});
const present = (document: JsonObject, more: object = {}) =>
  secureDocument(document, {
    key: holder,
    suite: "eddsa-rdfc-2022",
    created: CREATED,
    proofPurpose: "authentication",
    ...more,
  });
const verify = (verifiablePresentation: JsonObject, options?: object) =>
  vc.post("/presentations/verify", { verifiablePresentation, ...(options === undefined ? {} : { options }) });

test("verifies the presentation and every credential in it", async () => {
  const credentials = [await vc.issue(unsigned(), "status"), await vc.issue(unsigned(), "ecdsa-rdfc-2019")];
  const signed = await present(unsignedVp({ verifiableCredential: credentials }), {
    challenge: "c1",
    domain: "d.example",
  });
  const options = { challenge: "c1", domain: "d.example", returnResults: true, returnPresentation: true };
  const { status, body } = await verify(signed, options);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    verified: true,
    problemDetails: [],
    verifiablePresentation: signed,
    results: {
      presentation: {
        challenge: { verified: true, input: "c1" },
        domain: { verified: true, input: "d.example" },
        holder: { verified: true, input: holder.did },
        proof: [{ verified: true }],
      },
      credentials: [{ verified: true }, { verified: true }],
    },
  });
});

test("one revoked credential among good ones is enough", async () => {
  const revoked = unsigned();
  const credentials = [await vc.issue(unsigned()), await vc.issue(revoked, "status")];
  await vc.post("/credentials/status", {
    credentialId: revoked.id,
    credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation" },
    status: true,
  });
  const answer = await verify(await present(unsignedVp({ verifiableCredential: credentials })), {
    returnResults: true,
  });
  expect(answer).toMatchObject({ status: 400, body: { verified: false } });
  expect(titles(answer)).toEqual(["revoked"]);
  expect(answer.body.results).toMatchObject({ credentials: [{ verified: true }, { verified: false }] });
});

test.each([
  ["challenge-differs", "INVALID_CHALLENGE_ERROR", { challenge: "other" }],
  ["domain-differs", "INVALID_DOMAIN_ERROR", { domain: "other.example" }],
])("%s", async (title, type, options) => {
  const signed = await present(unsignedVp(), { challenge: "c1", domain: "d.example" });
  const answer = await verify(signed, { challenge: "c1", domain: "d.example", ...options, returnResults: true });
  expect(titles(answer)).toEqual([title]);
  expect(typesOf(answer)).toEqual([`https://w3id.org/security#${type}`]);
});

test("a challenge that nobody answered is not verified", async () => {
  expect(titles(await verify(await present(unsignedVp()), { challenge: "c1" }))).toEqual(["challenge-differs"]);
});

test("who signs must be the holder, for the purpose of authentication", async () => {
  const foreign = await present(unsignedVp(), { key: stranger, suite: "ecdsa-rdfc-2019" });
  expect(titles(await verify(foreign))).toEqual(["not-the-signer"]);
  const asserted = await present(unsignedVp(), { proofPurpose: "assertionMethod" });
  expect((await verify(asserted)).status).toBe(400);
  // Whoever holds it: nobody is named.
  expect((await verify(await present(without(unsignedVp(), "holder")))).status).toBe(200);
});

test("an altered presentation and one without proof are not verified; unsigned ones have an input of their own", async () => {
  const credential = await vc.issue(unsigned());
  const signed = await present(unsignedVp({ verifiableCredential: [credential] }));
  expect(titles(await verify({ ...signed, verifiableCredential: [] }))).toEqual(["signature-invalid"]);
  expect(titles(await verify(without(signed, "proof")))).toEqual(["no-proof"]);
  const presentation = without(signed, "proof");
  expect((await vc.post("/presentations/verify", { presentation })).status).toBe(200);
  const both = await vc.post("/presentations/verify", { presentation, verifiablePresentation: signed });
  expect(both).toMatchObject({ status: 400, body: { code: "request-invalid" } });
});

test("the holder's own statement is covered by the presentation's proof, somebody else's is not", async () => {
  const own = unsigned({ issuer: holder.did });
  expect((await verify(await present(unsignedVp({ verifiableCredential: [own] })))).status).toBe(200);
  const others = unsigned({ issuer: stranger.did });
  expect((await verify(await present(unsignedVp({ verifiableCredential: [others] })))).status).toBe(400);
  const nobodys = without(unsignedVp({ verifiableCredential: [own] }), "holder");
  expect((await verify(await present(nobodys))).status).toBe(400);
  // Without a signature of the holder it is nobody's.
  const presentation = unsignedVp({ verifiableCredential: [own] });
  expect((await vc.post("/presentations/verify", { presentation })).status).toBe(400);
});

test("more credentials than are looked at are not verified", async () => {
  const own = unsigned({ issuer: holder.did });
  const many = Array.from({ length: 33 }, (_, i) => ({ ...own, id: `urn:test:${i}` }));
  const answer = await verify(await present(unsignedVp({ verifiableCredential: many })));
  expect(titles(answer)).toContain("too-many-credentials");
});

/** Signs claims as somebody with a P-256 key, whose DID is the key itself. */
async function jwtBy(typ: string, claims: (did: string) => Record<string, unknown>): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { x = "", y = "" } = await exportJWK(publicKey);
  const last = Buffer.from(y, "base64url").at(-1) ?? 0;
  const bytes = Buffer.concat([Buffer.from([0x80, 0x24, 2 + (last & 1)]), Buffer.from(x, "base64url")]);
  const multikey = `z${encodeBase58(bytes)}`;
  const did = `did:key:${multikey}`;
  return new SignJWT(claims(did)).setProtectedHeader({ alg: "ES256", typ, kid: `${did}#${multikey}` }).sign(privateKey);
}

const enveloped = (type: string, mediaType: string, jwt: string) => ({
  "@context": [VC],
  id: `data:${mediaType},${jwt}`,
  type,
});

test("an enveloped credential is verified as what is in it", async () => {
  const jwt = await jwtBy("vc+jwt", (did) => ({ ...unsigned({ issuer: did }) }));
  for (const mediaType of ["application/vc+jwt", "application/jwt"]) {
    const envelope = enveloped("EnvelopedVerifiableCredential", mediaType, jwt);
    expect(await vc.verify(envelope)).toMatchObject({ status: 200, body: { verified: true } });
    expect((await verify(await present(unsignedVp({ verifiableCredential: [envelope] })))).status).toBe(
      mediaType === "application/jwt" ? 400 : 200,
    );
  }
  const [head, , signature] = jwt.split(".");
  const claims = Buffer.from(JSON.stringify(unsigned())).toString("base64url");
  const altered = enveloped("EnvelopedVerifiableCredential", "application/vc+jwt", `${head}.${claims}.${signature}`);
  expect(await vc.verify(altered)).toMatchObject({ status: 400, body: { verified: false } });
});

test.each([
  ["without the context", { "@context": [] }],
  ["without its type", { type: "VerifiableCredential" }],
  ["with something else in it", { id: "data:application/vc+jwt,not-a-jwt" }],
  ["without a data: URL", { id: "eyJhbGciOiJFUzI1NiJ9.e30.AA" }],
])("an envelope %s is malformed", async (_, change) => {
  const jwt = await jwtBy("vc+jwt", (did) => ({ ...unsigned({ issuer: did }) }));
  const envelope = { ...enveloped("EnvelopedVerifiableCredential", "application/vc+jwt", jwt), ...change };
  const answer = await vc.verify(envelope);
  expect(answer).toMatchObject({ status: 400, body: { verified: false } });
});

test("an enveloped presentation answers challenge and domain in its claims", async () => {
  const verifiableCredential = [await vc.issue(unsigned())];
  const jwt = await jwtBy("vp+jwt", (did) => ({
    "@context": [VC],
    type: ["VerifiablePresentation"],
    holder: did,
    verifiableCredential,
    nonce: "c1",
    aud: "d.example",
  }));
  const envelope = enveloped("EnvelopedVerifiablePresentation", "application/vp+jwt", jwt);
  expect((await verify(envelope, { challenge: "c1", domain: "d.example" })).status).toBe(200);
  expect(titles(await verify(envelope, { challenge: "c2" }))).toEqual(["challenge-differs"]);
  expect(titles(await verify(envelope, { domain: "other.example" }))).toEqual(["domain-differs"]);
});
