import * as EcdsaMultikey from "@digitalbazaar/ecdsa-multikey";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { z } from "zod";
import { PeersealError } from "../core/errors.js";
import { credentialKeyId } from "../core/ids.js";
import type { KeyId } from "../core/types.js";
import { parseMultikey } from "./multikey.js";

const SEED_BYTES = 32;

/** Signs bytes; what the Data Integrity suites need. */
export type CredentialSigner = {
  readonly id: string;
  readonly algorithm: string;
  sign(options: { data: Uint8Array }): Promise<Uint8Array>;
};

/** Kinds of key that sign credentials: Ed25519; P-256 for selective disclosure. */
export type CredentialKeyType = "Ed25519" | "P-256";

/** A key that signs credentials. The secret is reachable only through `stored`. */
export type CredentialKey = {
  readonly type: CredentialKeyType;
  /** The `issuer.id` of what it signs: `did:key:<multikey>`, or what {@link underDid} was given. */
  readonly did: string;
  /** `<did>#<multikey>`. */
  readonly verificationMethod: string;
  /** Public key, multibase: `z6Mk...` or `zDn...`. */
  readonly multikey: string;
  /** Public key with its multicodec prefix: 34 bytes, or 35 of a P-256 key. */
  readonly multikeyBytes: Uint8Array;
  /** SHA-256 of `multikeyBytes`: how the chain names this key. */
  readonly keyId: KeyId;
  readonly signer: CredentialSigner;
  /** The form for a keystore file. It holds the secret key, and not the DID that the key is used under. */
  readonly stored: () => StoredCredentialKey;
};

const storedSchema = z.strictObject({
  schema: z.literal("peerseal.credential-key/1"),
  publicKeyMultibase: z.string().regex(/^z(?:6Mk[1-9A-HJ-NP-Za-km-z]{44}|Dn[1-9A-HJ-NP-Za-km-z]{46})$/),
  secretKeyMultibase: z.string().regex(/^z[1-9A-HJ-NP-Za-km-z]{40,100}$/),
});

/** A credential key in a keystore file, in Multikey encoding. Holds the secret key. */
export type StoredCredentialKey = z.infer<typeof storedSchema>;

/**
 * Makes an Ed25519 credential key, from 32 bytes of seed or at random.
 * @throws `issue-invalid` where the seed does not have 32 bytes.
 */
export async function generateCredentialKey(seed?: Uint8Array): Promise<CredentialKey> {
  if (seed === undefined) return keyOf("Ed25519", await Ed25519Multikey.generate({}));
  if (seed.length !== SEED_BYTES) {
    throw new PeersealError("issue-invalid", `a seed has ${SEED_BYTES} bytes`, { details: { bytes: seed.length } });
  }
  return keyOf("Ed25519", await Ed25519Multikey.generate({ seed }));
}

/** Makes a P-256 credential key at random: for `ecdsa-rdfc-2019` and, with selective disclosure, `ecdsa-sd-2023`. */
export async function generateP256CredentialKey(): Promise<CredentialKey> {
  return keyOf("P-256", await EcdsaMultikey.generate({ curve: "P-256" }));
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
  const key = publicKeyMultibase.startsWith("z6Mk")
    ? await generateCredentialKey(await seedOf(parsed.data))
    : await importP256(parsed.data);
  if (key.multikey !== publicKeyMultibase) refuse("publicKeyMultibase", "mismatch");
  return key;
}

/**
 * The same key under another DID, such as the `did:web` of its institution: `verificationMethod` is `<did>#<multikey>`,
 * so that a verifier can read the key's name in the proof and ask the chain whose it is.
 *
 * @throws `id-malformed` where it is no DID
 */
export function underDid(key: CredentialKey, did: string): CredentialKey {
  if (!/^did:[a-z0-9]+:[\w.%:-]+$/.test(did)) {
    throw new PeersealError("id-malformed", "A DID is did:<method>:<id>, without path, query or fragment.");
  }
  const verificationMethod = `${did}#${key.multikey}`;
  return { ...key, did, verificationMethod, signer: { ...key.signer, id: verificationMethod } };
}

async function seedOf({ publicKeyMultibase, secretKeyMultibase }: StoredCredentialKey): Promise<Uint8Array> {
  try {
    const pair = await Ed25519Multikey.from({ type: "Multikey", publicKeyMultibase, secretKeyMultibase });
    const { secretKey } = await pair.export({ publicKey: true, secretKey: true, raw: true });
    return (secretKey ?? new Uint8Array()).slice(0, SEED_BYTES);
  } catch {
    // The cause is left out: it could quote the secret.
    return refuse("secretKeyMultibase", "encoding");
  }
}

async function importP256(stored: StoredCredentialKey): Promise<CredentialKey> {
  const { publicKeyMultibase, secretKeyMultibase } = stored;
  let key: CredentialKey;
  try {
    key = await keyOf("P-256", await EcdsaMultikey.from({ type: "Multikey", publicKeyMultibase, secretKeyMultibase }));
  } catch {
    return refuse("secretKeyMultibase", "encoding");
  }
  // The library takes any two halves: only a signature shows that they belong together.
  const pair = await EcdsaMultikey.from({ type: "Multikey", publicKeyMultibase });
  const data = new Uint8Array(SEED_BYTES);
  const signature = await key.signer.sign({ data });
  if (!(await pair.verifier().verify({ data, signature }))) refuse("publicKeyMultibase", "mismatch");
  return key;
}

function refuse(path: string, code: string): never {
  throw new PeersealError("document-invalid", "the stored keys are not a pair", {
    details: { issues: [{ path, code }] },
  });
}

async function keyOf(type: CredentialKeyType, pair: Ed25519Multikey.KeyPair): Promise<CredentialKey> {
  const { publicKeyMultibase: multikey, secretKeyMultibase } = pair;
  const parsed = parseMultikey(multikey);
  if (secretKeyMultibase === undefined || parsed?.type !== type) {
    throw new PeersealError("internal", "a generated key is not of its type or has no secret part");
  }
  const did = `did:key:${multikey}`;
  const verificationMethod = `${did}#${multikey}`;
  const { algorithm, sign } = pair.signer();
  return {
    type,
    did,
    verificationMethod,
    multikey,
    multikeyBytes: parsed.bytes,
    keyId: credentialKeyId(parsed.bytes),
    signer: { id: verificationMethod, algorithm, sign },
    stored: () => ({ schema: "peerseal.credential-key/1", publicKeyMultibase: multikey, secretKeyMultibase }),
  };
}
