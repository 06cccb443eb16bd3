import { concat, decodeBase64, encodeBase64, getBytes, hexlify } from "ethers";
import { z } from "zod";
import { PeersealError } from "../core/errors.js";
import { toHex } from "../core/hex.js";
import { encodeDer } from "./der.js";
import type { Passkey } from "./passkey.js";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
/** User present and user verified. */
const FLAGS = 0x05;

/** A passkey's private key as JSON Web Key, for a keystore. */
export const PasskeyJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.base64url(),
  y: z.base64url(),
  d: z.base64url(),
});
export type PasskeyJwk = z.infer<typeof PasskeyJwk>;

/** A passkey in memory, with its private key for a keystore. */
export type SoftwarePasskey = Passkey & { readonly jwk: PasskeyJwk };

/** The web site that a passkey belongs to. */
export type Site = {
  /** Origin that the client data names. */
  readonly origin: string;
};

/** Makes a passkey that lives in memory: for tests and demonstrations, as no authenticator guards it. */
export async function generatePasskey(site: Site): Promise<SoftwarePasskey> {
  const pair = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return importPasskey({ kty, crv, x, y, d }, site);
}

/**
 * Opens a passkey from its JSON Web Key.
 *
 * @throws PeersealError `signer-malformed`.
 */
export async function importPasskey(jwk: unknown, { origin }: Site): Promise<SoftwarePasskey> {
  const parsed = PasskeyJwk.safeParse(jwk);
  if (!parsed.success) throw malformed(parsed.error);
  const key = await crypto.subtle.importKey("jwk", parsed.data, P256, false, ["sign"]).catch((cause) => {
    throw malformed(cause);
  });
  const publicKey = toHex(concat([coordinate(parsed.data.x), coordinate(parsed.data.y)]));
  const site = await sha256(new TextEncoder().encode(new URL(origin).hostname));
  return {
    jwk: parsed.data,
    publicKey,
    assert: async (challenge) => {
      const data = { type: "webauthn.get", challenge: base64url(challenge), origin, crossOrigin: false };
      const clientDataJSON = new TextEncoder().encode(JSON.stringify(data));
      // Hash of the site's name, flags, and a signature counter that stays 0, as synchronised passkeys keep it.
      const authenticatorData = Uint8Array.from([...site, FLAGS, 0, 0, 0, 0]);
      const signed = Uint8Array.from([...authenticatorData, ...(await sha256(clientDataJSON))]);
      const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, signed));
      const [r, s] = [BigInt(hexlify(raw.subarray(0, 32))), BigInt(hexlify(raw.subarray(32)))];
      return { authenticatorData, clientDataJSON, signature: encodeDer({ r, s }) };
    },
  };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function coordinate(text: string): Uint8Array {
  const bytes = getBytes(decodeBase64(text.replaceAll("-", "+").replaceAll("_", "/")));
  if (bytes.length !== 32) throw malformed();
  return bytes;
}

function base64url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function malformed(cause?: unknown): PeersealError {
  return new PeersealError("signer-malformed", "This is no private P-256 key in JSON Web Key form.", { cause });
}
