import { AbiCoder, getBytes, hexlify, toBeHex } from "ethers";
import { describe, expect, it } from "vitest";
import { parseAddress } from "../core/ids.js";
import { encodeDer, parseDer } from "./der.js";
import { type Assertion, encodeAssertion, passkeySigner } from "./passkey.js";
import { generatePasskey, importPasskey } from "./software-passkey.js";

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SITE = { origin: "https://reviewer.example" };
const CHALLENGE = getBytes(`0x${"5a".repeat(32)}`);
const FIELDS = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "string"];

function decode(signature: string) {
  const [r, s, challengeIndex, typeIndex, data, client] = AbiCoder.defaultAbiCoder().decode(FIELDS, signature);
  return { r: BigInt(r), s: BigInt(s), challengeIndex, typeIndex, data: String(data), client: String(client) };
}

describe("DER", () => {
  it.each([
    [1n, 1n],
    [0x7fn, 0x80n],
    [N - 1n, N / 2n],
    [2n ** 255n, 2n ** 248n - 1n],
  ])("keeps r %i and s %i", (r, s) => {
    expect(parseDer(encodeDer({ r, s }))).toEqual({ r, s });
  });

  it.each([
    ["empty", "0x"],
    ["no sequence", "0x310602010102010100"],
    ["wrong length", "0x3007020101020101"],
    ["rest after it", "0x300602010102010100"],
    ["negative", "0x3006020181020101"],
    ["one number", "0x3003020101"],
    ["length beyond the end", "0x3006020102020901"],
    ["no digits", "0x30050200020101"],
  ])("refuses %s", (_, bytes) => {
    expect(() => parseDer(getBytes(bytes))).toThrow(expect.objectContaining({ code: "action-invalid" }));
  });
});

describe("a software passkey", () => {
  it("says what an authenticator says, and its signature is right", async () => {
    const passkey = await generatePasskey(SITE);
    const { authenticatorData, clientDataJSON, signature } = await passkey.assert(CHALLENGE);
    const client: unknown = JSON.parse(new TextDecoder().decode(clientDataJSON));
    expect(client).toEqual({
      type: "webauthn.get",
      challenge: Buffer.from(CHALLENGE).toString("base64url"),
      origin: SITE.origin,
      crossOrigin: false,
    });
    const site = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("reviewer.example"));
    expect(hexlify(authenticatorData)).toBe(`${hexlify(new Uint8Array(site))}0500000000`);

    const { r, s } = parseDer(signature);
    const raw = Uint8Array.from(getBytes(`0x${toBeHex(r, 32).slice(2)}${toBeHex(s, 32).slice(2)}`));
    const key = await crypto.subtle.importKey(
      "raw",
      Uint8Array.from(getBytes(`0x04${passkey.publicKey.slice(2)}`)),
      { name: "ECDSA", namedCurve: "P-256" },
      false,
      ["verify"],
    );
    const hashed = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(clientDataJSON)));
    const signed = Uint8Array.from([...authenticatorData, ...hashed]);
    expect(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw, signed)).toBe(true);
  });

  it("is the same after its JSON Web Key went through a file", async () => {
    const passkey = await generatePasskey(SITE);
    const again = await importPasskey(JSON.parse(JSON.stringify(passkey.jwk)), SITE);
    expect(again.publicKey).toBe(passkey.publicKey);
  });

  it("refuses another key than a private one of P-256", async () => {
    const { jwk } = await generatePasskey(SITE);
    const { d: _, ...open } = jwk;
    for (const bad of [null, {}, open, { ...jwk, crv: "P-384" }, { ...jwk, x: jwk.y }]) {
      await expect(importPasskey(bad, SITE)).rejects.toMatchObject({ code: "signer-malformed" });
    }
  });
});

describe("the signature bytes", () => {
  const client = JSON.stringify({ origin: "https://評価.example", type: "webauthn.get", challenge: "abc" });
  const assertion = (s: bigint, text = client): Assertion => ({
    authenticatorData: new Uint8Array(37),
    clientDataJSON: new TextEncoder().encode(text),
    signature: encodeDer({ r: 5n, s }),
  });

  it("hold a low s, whichever the authenticator gave", () => {
    expect(decode(encodeAssertion(assertion(7n))).s).toBe(7n);
    expect(decode(encodeAssertion(assertion(N - 7n))).s).toBe(7n);
    expect(decode(encodeAssertion(assertion(N / 2n))).s).toBe(N / 2n);
  });

  it("point at type and challenge in bytes, not in letters", () => {
    const { challengeIndex, typeIndex, client: text } = decode(encodeAssertion(assertion(7n)));
    const bytes = Buffer.from(text);
    expect(bytes.subarray(Number(typeIndex)).toString()).toMatch(/^"type":"webauthn.get"/);
    expect(bytes.subarray(Number(challengeIndex)).toString()).toMatch(/^"challenge":"abc"/);
  });

  it("are refused for client data without a challenge", () => {
    const act = () => encodeAssertion(assertion(7n, '{"type":"webauthn.get"}'));
    expect(act).toThrow(expect.objectContaining({ code: "action-invalid" }));
  });

  it("come from a signer of 84 bytes: verifier and key", async () => {
    const passkey = await generatePasskey(SITE);
    const verifier = parseAddress(`0x${"ab".repeat(20)}`);
    expect(passkeySigner(verifier, passkey).bytes).toBe(`${verifier}${passkey.publicKey.slice(2)}`);
    const short = { ...passkey, publicKey: verifier };
    expect(() => passkeySigner(verifier, short)).toThrow(expect.objectContaining({ code: "signer-malformed" }));
  });
});
