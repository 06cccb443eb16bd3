import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { jsonObject } from "../core/fields.js";
import { networkId } from "../core/ids.js";
import type { JsonObject } from "../core/types.js";
import { CLR_CONTEXT, toClr } from "./clr.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { secureDocument } from "./secure.js";

const SAMPLE = new URL("../../../../test/vectors/credential/valid/micro-credential.json", import.meta.url);
const FIXTURE = new URL("../../../../../shared/fixtures/1edtech/clr20-simple.json", import.meta.url);
const credential = jsonObject.parse(JSON.parse(readFileSync(SAMPLE, "utf8")).signed);
const key = await generateCredentialKey(new Uint8Array(32).fill(3));
const identifier = { kind: "student-number", value: "S0" } as const;
const input = {
  network: networkId(31337, `0x${"ab".repeat(20)}`),
  issuer: { institution: 1, name: "Iyonada University", did: key.did },
  learner: { identifier, salt: new Uint8Array(16).fill(1) },
  credentials: [credential, credential],
  name: "Learner record",
  validFrom: "2026-11-20T00:00:00Z",
};

test("a learner record holds each credential as it is, with its proofs", async () => {
  const record = toClr(input);
  expect(record).toMatchObject({
    "@context": expect.arrayContaining([CLR_CONTEXT]),
    type: ["VerifiableCredential", "ClrCredential"],
    issuer: { id: key.did },
    credentialSubject: { type: ["ClrSubject"], identifier: [{ type: "IdentityObject", hashed: true }] },
  });
  const inside = jsonObject.parse(record.credentialSubject).verifiableCredential;
  expect(inside).toEqual([credential, credential]);
  expect(JSON.stringify(record)).not.toContain('"S0"');
  expect(toClr(input)).toEqual(record);
});

test("it is secured by its issuer as JSON", async () => {
  const secured = await secureDocument(toClr(input), { key, suite: "eddsa-jcs-2022", created: input.validFrom });
  expect(await prove(secured)).toMatchObject({ proofs: [{ outcome: "verified", controlledByIssuer: true }] });
  const subject = jsonObject.parse(secured.credentialSubject);
  const altered = { ...secured, credentialSubject: { ...subject, verifiableCredential: [credential] } };
  expect(await prove(altered)).toMatchObject({ proofs: [{ outcome: "invalid" }] });
});

test("credentials of a learner who is named by a DID", () => {
  const did = key.did;
  const subject = { ...jsonObject.parse(credential.credentialSubject), id: did };
  const own: JsonObject = { ...credential, credentialSubject: subject };
  const record = toClr({ ...input, learner: { did }, credentials: [own] });
  expect(record.credentialSubject).toMatchObject({ id: did, type: ["ClrSubject"] });
  expect(record.credentialSubject).not.toHaveProperty("identifier");
});

test.each([
  ["no credential", { credentials: [] }],
  ["another's credential", { learner: { ...input.learner, identifier: { ...identifier, value: "S1" } } }],
  ["another's DID", { learner: { did: "did:key:z6MkOther" } }],
  ["a credential without proof", { credentials: [{ ...credential, proof: [] }] }],
])("is refused with %s", (_, change) => {
  expect(() => toClr({ ...input, ...change })).toThrow(expect.objectContaining({ code: "issue-invalid" }));
});

const missing = !existsSync(fileURLToPath(FIXTURE));
if (missing) process.stderr.write(`notice: ${FIXTURE.pathname} is not there: the record is not compared with it\n`);
test.skipIf(missing)("it has the members of 1EdTech's sample, in those places", () => {
  const sample = jsonObject.parse(JSON.parse(readFileSync(FIXTURE, "utf8")));
  const record = toClr(input);
  const named = (value: JsonObject) =>
    Object.keys(value).filter((name) => name !== "proof" && name !== "credentialSchema");
  expect(named(record).sort()).toEqual(named(sample).sort());
  expect(record.type).toEqual(sample.type);
  const subjects = [record, sample].map(({ credentialSubject }) => jsonObject.parse(credentialSubject));
  expect(subjects[0]?.type).toEqual(subjects[1]?.type);
});
