import { type ActionSigner, type Address, type Hex, passkeySigner } from "@peerseal/sdk";

/** A passkey that was made in this browser. Its private half never leaves the authenticator. */
export type StoredPasskey = {
  /** Credential id, base64url. */
  readonly id: string;
  /** P-256, x and y, 64 bytes. */
  readonly publicKey: Hex;
  /** What it is for, as its owner sees it. */
  readonly label: string;
};

const STORED = "peerseal.passkeys";
const ES256 = -7;
const POINT_BYTES = 64;
const TIMEOUT_MS = 120_000;

/**
 * Makes a passkey for signing acts, which asks for the person at each use.
 *
 * @param label shown by the authenticator beside other passkeys.
 * @throws DOMException `NotAllowedError` where the person declines; TypeError for an authenticator without P-256.
 */
export async function createPasskey(label: string): Promise<StoredPasskey> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: random(32),
      rp: { name: "Peerseal" },
      user: { id: random(32), name: label, displayName: label },
      pubKeyCredParams: [{ type: "public-key", alg: ES256 }],
      authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
      attestation: "none",
      timeout: TIMEOUT_MS,
    },
  });
  if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAttestationResponse)) {
    throw new TypeError("The authenticator made no passkey.");
  }
  const spki = made.response.getPublicKey();
  if (spki === null || made.response.getPublicKeyAlgorithm() !== ES256) {
    throw new TypeError("The authenticator has no key of the kind that the network accepts (ES256).");
  }
  // The end of a P-256 SubjectPublicKeyInfo is the point: x and y (RFC 5480).
  const publicKey = toHex(new Uint8Array(spki).slice(-POINT_BYTES));
  return keep({ id: made.id, publicKey, label });
}

/**
 * Finds a passkey again that was made in another browser and is there in this one too, as synchronised ones are: its
 * owner proves it by a signature of whatever passkey they choose.
 *
 * @param publicKeys those that will do.
 * @returns null where another passkey signed.
 * @throws DOMException `NotAllowedError` where the person declines.
 */
export async function findPasskey(publicKeys: readonly Hex[], label: string): Promise<StoredPasskey | null> {
  const { id, response } = await assertionOf(random(32), []);
  for (const publicKey of publicKeys) if (await isSignedBy(publicKey, response)) return keep({ id, publicKey, label });
  return null;
}

async function isSignedBy(publicKey: Hex, answer: AuthenticatorAssertionResponse): Promise<boolean> {
  const { authenticatorData, clientDataJSON, signature } = answer;
  const key = await crypto.subtle.importKey(
    "raw",
    // An uncompressed point (SEC 1).
    new Uint8Array([4, ...bytesOf(publicKey)]),
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["verify"],
  );
  const hashed = await crypto.subtle.digest("SHA-256", clientDataJSON);
  const signed = new Uint8Array([...new Uint8Array(authenticatorData), ...new Uint8Array(hashed)]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, rawSignature(new Uint8Array(signature)), signed);
}

function keep(passkey: StoredPasskey): StoredPasskey {
  const others = storedPasskeys().filter(({ id }) => id !== passkey.id);
  localStorage.setItem(STORED, JSON.stringify([...others, passkey]));
  return passkey;
}

/** A DER signature as r and s, 32 bytes each, which is what WebCrypto reads. */
function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const value = der.slice(at + 2, at + 2 + length).slice(-32);
    raw.set(value, end - value.length);
    at += 2 + length;
  }
  return raw;
}

/** Passkeys that were made in this browser. What is stored may be anything: others are left out. */
export function storedPasskeys(): readonly StoredPasskey[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(list) ? list.filter(isStored) : [];
  } catch {
    return [];
  }
}

function isStored(value: unknown): value is StoredPasskey {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "publicKey" in value &&
    typeof value.publicKey === "string" &&
    /^0x[0-9a-f]{128}$/.test(value.publicKey) &&
    "label" in value &&
    typeof value.label === "string"
  );
}

/**
 * The signer that a passkey is: the digest of an act is the challenge that its authenticator signs.
 *
 * @param verifier the network's own (`readVerifier`).
 */
export function signerOfPasskey(verifier: Address, { id, publicKey }: StoredPasskey): ActionSigner {
  return passkeySigner(verifier, {
    publicKey,
    assert: async (challenge) => {
      const { authenticatorData, clientDataJSON, signature } = (await assertionOf(challenge, [id])).response;
      return {
        authenticatorData: new Uint8Array(authenticatorData),
        clientDataJSON: new Uint8Array(clientDataJSON),
        signature: new Uint8Array(signature),
      };
    },
  });
}

/** Asks the authenticator for a signature of one of these passkeys; of any, where none is named. */
async function assertionOf(challenge: Uint8Array, ids: readonly string[]) {
  const answer = await navigator.credentials.get({
    publicKey: {
      challenge: new Uint8Array(challenge),
      allowCredentials: ids.map((id) => ({ type: "public-key" as const, id: fromBase64url(id) })),
      userVerification: "required",
      timeout: TIMEOUT_MS,
    },
  });
  if (!(answer instanceof PublicKeyCredential) || !(answer.response instanceof AuthenticatorAssertionResponse)) {
    throw new TypeError("The authenticator gave no signature.");
  }
  return { id: answer.id, response: answer.response };
}

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

function toHex(bytes: Uint8Array): Hex {
  return `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function bytesOf(hex: Hex): number[] {
  return (hex.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
