import { describe, expect, test } from "vitest";
import { credentialDigest } from "../digest.js";
import { PeersealError } from "../errors.js";
import { build, CREDENTIAL, DESCRIPTOR } from "../judge/testing/sample.js";
import { open } from "./open.js";

const { receipt } = build().opened;
const bundle = { schema: "peerseal.bundle/1", credential: CREDENTIAL, receipt, courseVersion: DESCRIPTOR };
const bytes = (text: string) => new TextEncoder().encode(text);

function failure(act: () => unknown): { readonly code: string; readonly kind: unknown } {
  try {
    act();
  } catch (error) {
    if (error instanceof PeersealError) return { code: error.code, kind: error.details.kind };
    throw error;
  }
  return { code: "none", kind: null };
}

describe("opens", () => {
  test("a credential, as it was written", () => {
    const written = { ...CREDENTIAL, extra: { kept: [1.5, null, "é"] }, proof: { type: "Ed25519Signature2020" } };
    const opened = open(JSON.stringify(written));
    expect(opened).toEqual({
      kind: "credential",
      credential: written,
      receipt: null,
      courseVersion: null,
      digest: credentialDigest(written),
    });
    expect(JSON.stringify(opened.credential)).toBe(JSON.stringify(written));
  });

  test("its bytes, with or without a byte order mark, and the text", () => {
    const text = JSON.stringify(CREDENTIAL);
    const { digest } = open(text);
    for (const input of [bytes(text), bytes(`\ufeff${text}`), `\ufeff${text}`, `\n ${text}`]) {
      expect(open(input).digest).toBe(digest);
    }
  });

  test("a bundle", () => {
    expect(open(JSON.stringify(bundle))).toEqual({
      kind: "bundle",
      credential: CREDENTIAL,
      receipt,
      courseVersion: DESCRIPTOR,
      digest: credentialDigest(CREDENTIAL),
    });
    expect(open(JSON.stringify({ schema: bundle.schema, credential: CREDENTIAL, receipt: null }))).toMatchObject({
      receipt: null,
      courseVersion: null,
    });
  });

  test("a credential with its receipt beside it, which goes before a bundle's", () => {
    const other = { ...receipt, transaction: `0x${"12".repeat(32)}` };
    expect(open(JSON.stringify(CREDENTIAL), { receipt: JSON.stringify(receipt) }).receipt).toEqual(receipt);
    expect(open(bytes(JSON.stringify(bundle)), { receipt: bytes(JSON.stringify(other)) }).receipt).toEqual(other);
  });

  test("what may be a malformed credential: to say so is for the check", () => {
    expect(open('{"type": "VerifiableCredential"}').kind).toBe("credential");
  });
});

const OTHERS: readonly (readonly [string, string | Uint8Array])[] = [
  ["receipt", JSON.stringify(receipt)],
  ["document", JSON.stringify(DESCRIPTOR)],
  ["presentation", JSON.stringify({ type: ["VerifiablePresentation"], verifiableCredential: [CREDENTIAL] })],
  ["enveloped-credential", JSON.stringify({ type: "EnvelopedVerifiableCredential", id: "data:application/vc+jwt,ey" })],
  ["open-badge-2", JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion" })],
  ["open-attestation-2", JSON.stringify({ version: "x", data: { id: "y" }, signature: { type: "SHA3MerkleProof" } })],
  ["list", JSON.stringify([CREDENTIAL])],
  ["value", "5"],
  ["value", "null"],
  ["object", '{"hello": "world"}'],
  ["object", '{"__proto__": {"type": ["VerifiableCredential"]}}'],
  ["empty", ""],
  ["empty", new Uint8Array(0)],
  ["empty", " \n"],
  ["png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ["jpeg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
  ["gif", bytes("GIF89a")],
  ["pdf", bytes("%PDF-1.7")],
  ["zip", Uint8Array.of(0x50, 0x4b, 0x03, 0x04)],
  ["gzip", Uint8Array.of(0x1f, 0x8b, 0x08)],
  ["svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ["svg", '\ufeff<?xml version="1.0"?><!-- badge --><svg/>'],
  ["svg", bytes('\ufeff<?xml version="1.0"?><svg/>')],
  ["html", "<!DOCTYPE html><html></html>"],
  ["html", "  <HTML>"],
  ["xml", '<?xml version="1.0"?><note/>'],
  ["jwt", "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJhIn0.c2ln"],
  ["jwt", `ey${"A".repeat(5_000)}.e30.c2ln`],
  ["sd-jwt", bytes("eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJhIn0.c2ln~WyJhIl0~")],
  ["url", "https://iyonada.example/credentials/1"],
];

test.each(OTHERS)("says that it is: %s", (kind, input) => {
  expect(failure(() => open(input))).toEqual({ code: "open-unrecognised", kind });
});

test("a receipt that is none, or no receipt at all", () => {
  const credential = JSON.stringify(CREDENTIAL);
  expect(failure(() => open(credential, { receipt: JSON.stringify({ ...receipt, index: -1 }) })).code).toBe(
    "receipt-invalid",
  );
  expect(failure(() => open(credential, { receipt: credential })).code).toBe("receipt-invalid");
  expect(failure(() => open(credential, { receipt: "%PDF-1.7" }))).toEqual({ code: "open-unrecognised", kind: "pdf" });
});

test("a bundle with more or less in it than a bundle has", () => {
  expect(failure(() => open(JSON.stringify({ ...bundle, note: "hello" }))).code).toBe("open-unrecognised");
  expect(failure(() => open(JSON.stringify({ schema: bundle.schema, receipt }))).code).toBe("open-unrecognised");
});

test.each([
  ["json-malformed", "{"],
  ["json-malformed", "hello"],
  ["json-duplicate-key", '{"type": "A", "type": "B"}'],
  ["json-depth", "[".repeat(5_000)],
  ["json-encoding", Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)],
] as const)("hostile JSON: %s", (code, input) => {
  expect(failure(() => open(input)).code).toBe(code);
});
