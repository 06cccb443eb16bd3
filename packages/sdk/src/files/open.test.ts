import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { toBase64Url } from "../core/base64url.js";
import type { ForeignKind } from "../core/credential/kinds.js";
import { credentialDigest } from "../core/digest.js";
import { PeersealError } from "../core/errors.js";
import { build, CREDENTIAL, DESCRIPTOR } from "../core/judge/testing/sample.js";
import { open } from "./open.js";

const { receipt } = build().opened;
const bundle = { schema: "peerseal.bundle/1", credential: CREDENTIAL, receipt, courseVersion: DESCRIPTOR };
const bytes = (text: string) => new TextEncoder().encode(text);

async function failure(act: () => Promise<unknown>): Promise<{ readonly code: string; readonly kind: unknown }> {
  try {
    await act();
  } catch (error) {
    if (error instanceof PeersealError) return { code: error.code, kind: error.details.kind };
    throw error;
  }
  return { code: "none", kind: null };
}

describe("opens", () => {
  test("a credential, as it was written", async () => {
    const written = { ...CREDENTIAL, extra: { kept: [1.5, null, "é"] }, proof: { type: "Ed25519Signature2020" } };
    const opened = await open(JSON.stringify(written));
    expect(opened).toEqual({
      kind: "credential",
      credential: written,
      jwt: null,
      receipt: null,
      courseVersion: null,
      digest: credentialDigest(written),
    });
    expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(written));
  });

  test("its bytes, with or without a byte order mark, and the text", async () => {
    const text = JSON.stringify(CREDENTIAL);
    const { digest } = await open(text);
    for (const input of [bytes(text), bytes(`\ufeff${text}`), `\ufeff${text}`, `\n ${text}`]) {
      expect((await open(input)).digest).toBe(digest);
    }
  });

  test("a bundle", async () => {
    expect(await open(JSON.stringify(bundle))).toEqual({
      kind: "bundle",
      credential: CREDENTIAL,
      jwt: null,
      receipt,
      courseVersion: DESCRIPTOR,
      digest: credentialDigest(CREDENTIAL),
    });
    expect(await open(JSON.stringify({ schema: bundle.schema, credential: CREDENTIAL, receipt: null }))).toMatchObject({
      receipt: null,
      courseVersion: null,
    });
  });

  test("a credential with its receipt beside it, which goes before a bundle's", async () => {
    const other = { ...receipt, transaction: `0x${"12".repeat(32)}` };
    expect((await open(JSON.stringify(CREDENTIAL), { receipt: JSON.stringify(receipt) })).receipt).toEqual(receipt);
    expect((await open(bytes(JSON.stringify(bundle)), { receipt: bytes(JSON.stringify(other)) })).receipt).toEqual(
      other,
    );
  });

  test("what may be a malformed credential: to say so is for the check", async () => {
    expect((await open('{"type": "VerifiableCredential"}')).kind).toBe("credential");
  });
});

const jwtOf = (payload: object) =>
  ["eyJhbGciOiJFZERTQSIsInR5cCI6InZjK2p3dCJ9", toBase64Url(bytes(JSON.stringify(payload))), "c2ln"].join(".");

const OTHERS: readonly (readonly [ForeignKind, string | Uint8Array])[] = [
  ["receipt", JSON.stringify(receipt)],
  ["document", JSON.stringify(DESCRIPTOR)],
  ["presentation", JSON.stringify({ type: ["VerifiablePresentation"], verifiableCredential: [CREDENTIAL] })],
  ["presentation", JSON.stringify({ type: "EnvelopedVerifiablePresentation", id: "data:application/vp+jwt,ey" })],
  ["presentation", jwtOf({ type: "VerifiablePresentation", verifiableCredential: [] })],
  ["presentation", jwtOf({ vp: { verifiableCredential: [] } })],
  ["open-badge-2", JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion" })],
  ["open-badge-2", JSON.stringify({ uid: "1", recipient: { identity: "x" }, badge: "https://badges.example/1" })],
  ["clr-1", JSON.stringify({ "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/x", type: "Clr" })],
  ["open-attestation-2", JSON.stringify({ version: "x", data: { id: "y" }, signature: { type: "SHA3MerkleProof" } })],
  ["status-list", JSON.stringify({ type: ["VerifiableCredential", "BitstringStatusListCredential"] })],
  ["did-document", JSON.stringify({ "@context": "https://www.w3.org/ns/did/v1", id: "did:x:y", assertionMethod: [] })],
  ["json-schema", JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" })],
  ["key", JSON.stringify({ kty: "OKP", crv: "Ed25519" })],
  ["key", "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----"],
  ["list", JSON.stringify([CREDENTIAL])],
  ["value", "5"],
  ["value", "null"],
  ["object", '{"hello": "world"}'],
  ["object", '{"__proto__": {"type": ["VerifiableCredential"]}}'],
  ["object", JSON.stringify({ type: "EnvelopedVerifiableCredential", id: "data:text/plain,x" })],
  ["empty", ""],
  ["empty", new Uint8Array(0)],
  ["empty", " \n"],
  ["text", "hello"],
  ["text", "デジタル証明"],
  ["text", bytes("修了証")],
  ["text", " ".repeat(2_000)],
  ["jpeg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
  ["heic", bytes("\0\0\0\x18ftypheic\0\0\0\0")],
  ["image", bytes("\0\0\0\x18ftypavif\0\0\0\0")],
  ["image", bytes("RIFF\x10\0\0\0WEBPVP8 ")],
  ["image", bytes("BM\x10\0\0\0\0\0\0\0")],
  ["gif", bytes("GIF89a")],
  ["zip", Uint8Array.of(0x50, 0x4b, 0x03, 0x04)],
  ["office", zipSync({ "[Content_Types].xml": bytes("<Types/>"), "word/document.xml": bytes("<w/>") })],
  ["office", zipSync({ "xl/workbook.xml": bytes("<w/>") })],
  ["office", bytes("{\\rtf1 hello}")],
  ["gzip", Uint8Array.of(0x1f, 0x8b, 0x08)],
  ["cbor", Uint8Array.of(0xa2, 0x67, 0x76)],
  ["cbor", Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa0)],
  ["svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ["svg", '\ufeff<?xml version="1.0"?><!-- badge --><svg/>'],
  ["svg", bytes('\ufeff<?xml version="1.0"?><svg/>')],
  ["html", "<!DOCTYPE html><html></html>"],
  ["html", "  <HTML>"],
  ["xml", '<?xml version="1.0"?><note/>'],
  ["jwt-other", jwtOf({ iss: "a", exp: 1 })],
  ["jwe", "eyJhbGciOiJSU0EtT0FFUCJ9.QUFB.QUFB.QUFB.QUFB"],
  ["sd-jwt", bytes(`${jwtOf({ vct: "x" })}~WyJhIl0~`)],
  ["sd-jwt", JSON.stringify({ type: "EnvelopedVerifiableCredential", id: "data:application/vc+sd-jwt,ey" })],
  ["cbor", "data:application/vc+cose;base64,AAAA"],
  ["url", "https://iyonada.example/credentials/1"],
  ["url", `https://iyonada.example/verify#d=0x${"ab".repeat(32)}`],
  ["wallet-link", "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fa.example"],
];

test.each(OTHERS)("says that it is: %s", async (kind, input) => {
  expect(await failure(() => open(input))).toEqual({ code: "open-unrecognised", kind });
});

test("a receipt that is none, or no receipt at all", async () => {
  const credential = JSON.stringify(CREDENTIAL);
  expect((await failure(() => open(credential, { receipt: JSON.stringify({ ...receipt, index: -1 }) }))).code).toBe(
    "receipt-invalid",
  );
  expect((await failure(() => open(credential, { receipt: credential }))).code).toBe("receipt-invalid");
  expect(await failure(() => open(credential, { receipt: "%PDF-1.7" }))).toEqual({
    code: "open-unrecognised",
    kind: "pdf",
  });
});

test("a bundle with more or less in it than a bundle has", async () => {
  expect((await failure(() => open(JSON.stringify({ ...bundle, note: "hello" })))).code).toBe("open-unrecognised");
  expect((await failure(() => open(JSON.stringify({ schema: bundle.schema, receipt })))).code).toBe(
    "open-unrecognised",
  );
});

test.each([
  ["json-malformed", "{"],
  ["json-duplicate-key", '{"type": "A", "type": "B"}'],
  ["json-depth", "[".repeat(5_000)],
  ["json-encoding", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)],
] as const)("hostile JSON: %s", async (code, input) => {
  expect((await failure(() => open(input))).code).toBe(code);
});
