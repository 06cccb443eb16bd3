import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { encodeBase58 } from "ethers/utils";
import { z } from "zod";
import { PeersealError } from "../core/errors.js";
import { credentialKeyId } from "../core/ids.js";
import type { KeyId } from "../core/types.js";

/** multicodec prefix `ed25519-pub` as varint. */
const ED25519_PUB = [0xed, 0x01] as const;
const SEED_BYTES = 32;

/** Signs bytes; what the Data Integrity suites need. */
export type CredentialSigner = {
  readonly id: string;
  readonly algorithm: string;
  sign(options: { data: Uint8Array }): Promise<Uint8Array>;
};

/** An Ed25519 key that signs credentials. The secret is reachable only through `stored`. */
export type CredentialKey = {
  /** `did:key:z6Mk...`; the `issuer.id` of what it signs. */
  readonly did: string;
  /** `<did>#<multikey>`. */
  readonly verificationMethod: string;
  /** Public key, multibase: `z6Mk...`. */
  readonly multikey: string;
  /** Public key with its multicodec prefix, 34 bytes. */
  readonly multikeyBytes: Uint8Array;
  /** SHA-256 of `multikeyBytes`: how the chain names this key. */
  readonly keyId: KeyId;
  readonly signer: CredentialSigner;
  /** The form for a keystore file. It holds the secret key. */
  readonly stored: () => StoredCredentialKey;
};

const storedSchema = z.strictObject({
  schema: z.literal("peerseal.credential-key/1"),
  publicKeyMultibase: z.string().regex(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/),
  secretKeyMultibase: z.string().regex(/^z[1-9A-HJ-NP-Za-km-z]{40,100}$/),
});

/** A credential key in a keystore file, in Multikey encoding. Holds the secret key. */
export type StoredCredentialKey = z.infer<typeof storedSchema>;

/**
 * Makes an Ed25519 credential key, from 32 bytes of seed or at random.
 * @throws `issue-invalid` where the seed does not have 32 bytes.
 */
export async function generateCredentialKey(seed?: Uint8Array): Promise<CredentialKey> {
  if (seed === undefined) return keyOf(await Ed25519Multikey.generate({}));
  if (seed.length !== SEED_BYTES) {
    throw new PeersealError("issue-invalid", `a seed has ${SEED_BYTES} bytes`, { details: { bytes: seed.length } });
  }
  return keyOf(await Ed25519Multikey.generate({ seed }));
}

/**
 * Reads a credential key from its keystore form.
 * @throws `document-invalid` where the form is wrong or the public key is not the secret key's.
 */
export async function importCredentialKey(value: unknown): Promise<CredentialKey> {
  const parsed = storedSchema.safeParse(value);
  if (!parsed.success) {
    // Issues name paths and expectations, never the values: one of them is a secret.
    const issues = parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code }));
    throw new PeersealError("document-invalid", "the stored credential key is malformed", { details: { issues } });
  }
  const { publicKeyMultibase } = parsed.data;
  const key = await generateCredentialKey(await seedOf(parsed.data));
  if (key.multikey !== publicKeyMultibase) {
    throw new PeersealError("document-invalid", "the stored public key is not the secret key's", {
      details: { issues: [{ path: "publicKeyMultibase", code: "mismatch" }] },
    });
  }
  return key;
}

/**
 * The public key of an Ed25519 multikey with its multicodec prefix, 34 bytes.
 *
 * @throws `id-malformed` where it is not one
 */
export async function multikeyBytesOf(multikey: string): Promise<Uint8Array> {
  const publicKey = await publicKeyOf(multikey);
  const bytes = Uint8Array.from([...ED25519_PUB, ...(publicKey ?? [])]);
  // The library also takes texts that encode more than 34 bytes, so that many names would lead to one key.
  if (publicKey !== null && `z${encodeBase58(bytes)}` === multikey) return bytes;
  throw new PeersealError("id-malformed", "This is no multikey of an Ed25519 key.");
}

async function publicKeyOf(multikey: string): Promise<Uint8Array | null> {
  try {
    const pair = await Ed25519Multikey.from({ type: "Multikey", publicKeyMultibase: multikey });
    return (await pair.export({ publicKey: true, raw: true })).publicKey;
  } catch {
    return null;
  }
}

async function seedOf({ publicKeyMultibase, secretKeyMultibase }: StoredCredentialKey): Promise<Uint8Array> {
  try {
    const pair = await Ed25519Multikey.from({ type: "Multikey", publicKeyMultibase, secretKeyMultibase });
    const { secretKey } = await pair.export({ publicKey: true, secretKey: true, raw: true });
    return (secretKey ?? new Uint8Array()).slice(0, SEED_BYTES);
  } catch {
    // The cause is left out: it could quote the secret.
    throw new PeersealError("document-invalid", "the stored secret key is not an Ed25519 multikey", {
      details: { issues: [{ path: "secretKeyMultibase", code: "encoding" }] },
    });
  }
}

async function keyOf(pair: Ed25519Multikey.KeyPair): Promise<CredentialKey> {
  const { publicKeyMultibase: multikey, secretKeyMultibase } = pair;
  if (secretKeyMultibase === undefined) throw new PeersealError("internal", "a generated key has no secret part");
  const did = `did:key:${multikey}`;
  const verificationMethod = `${did}#${multikey}`;
  const multikeyBytes = await multikeyBytesOf(multikey);
  const { algorithm, sign } = pair.signer();
  return {
    did,
    verificationMethod,
    multikey,
    multikeyBytes,
    keyId: credentialKeyId(multikeyBytes),
    signer: { id: verificationMethod, algorithm, sign },
    stored: () => ({ schema: "peerseal.credential-key/1", publicKeyMultibase: multikey, secretKeyMultibase }),
  };
}
