import { AbiCoder, concat, dataLength, getBytes, toBeHex } from "ethers";
import { PeersealError } from "../core/errors.js";
import { toHex } from "../core/hex.js";
import { utf8Length } from "../core/text.js";
import type { Address, Hex } from "../core/types.js";
import type { ActionSigner } from "./actions.js";
import { parseDer } from "./der.js";

/** What a WebAuthn authenticator answers to a challenge, in the shapes of `AuthenticatorAssertionResponse`. */
export type Assertion = {
  readonly authenticatorData: Uint8Array;
  readonly clientDataJSON: Uint8Array;
  /** ECDSA over P-256 with SHA-256, DER. */
  readonly signature: Uint8Array;
};

/** A passkey: one in a browser, or the software one of {@link generatePasskey}. */
export type Passkey = {
  /** The P-256 public key, x and y, 64 bytes. */
  readonly publicKey: Hex;
  /** Must ask for user verification: the contracts refuse an assertion without it. */
  readonly assert: (challenge: Uint8Array) => Promise<Assertion>;
};

/** Order of P-256. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * A signer that acts by a passkey.
 *
 * @param verifier the network's own WebAuthn verifier (`readVerifier`); no other is accepted.
 * @throws PeersealError `signer-malformed` when the key is not 64 bytes.
 */
export function passkeySigner(verifier: Address, passkey: Passkey): ActionSigner {
  if (dataLength(passkey.publicKey) !== 64) {
    throw new PeersealError("signer-malformed", "A passkey's public key is x and y, 64 bytes.");
  }
  return {
    bytes: toHex(concat([verifier, passkey.publicKey])),
    sign: async ({ digest }) => encodeAssertion(await passkey.assert(getBytes(digest))),
  };
}

/**
 * Writes an assertion as the signature bytes that OpenZeppelin's WebAuthn verifier reads, with a low s.
 *
 * @throws PeersealError `action-invalid` for client data without type or challenge, or a signature that is not DER.
 */
export function encodeAssertion(assertion: Assertion): Hex {
  const clientData = new TextDecoder("utf-8", { fatal: true }).decode(assertion.clientDataJSON);
  const [challengeIndex, typeIndex] = [byteIndex(clientData, '"challenge":"'), byteIndex(clientData, '"type":"')];
  const { r, s } = parseDer(assertion.signature);
  const low = s > N / 2n ? N - s : s;
  return toHex(
    AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "bytes32", "uint256", "uint256", "bytes", "string"],
      [toBeHex(r, 32), toBeHex(low, 32), challengeIndex, typeIndex, assertion.authenticatorData, clientData],
    ),
  );
}

/** Where a part of the client data stands, in bytes: an origin may hold letters of more than one. */
function byteIndex(text: string, part: string): number {
  const index = text.indexOf(part);
  if (index < 0) throw new PeersealError("action-invalid", `The passkey's client data holds no ${part}.`);
  return utf8Length(text.slice(0, index));
}
