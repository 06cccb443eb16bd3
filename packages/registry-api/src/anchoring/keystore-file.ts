import { z } from "zod";
import { RemoteKey } from "./remote-signer.js";
import { SealedText } from "./sealed-text.js";

const PrivateKey = z.string().regex(/^0x[0-9a-f]{64}$/);

/** Keys in clear: for the demonstration network, and for a machine that nobody else can read. */
export const PlainKeystore = z.strictObject({
  schema: z.literal("peerseal.keystore/1"),
  demo: z.boolean(),
  chainId: z.int().min(1),
  relayer: PrivateKey,
  institutions: z.array(z.strictObject({ institution: z.int().min(1), anchor: PrivateKey, credential: z.unknown() })),
});

export type PlainKeystore = z.infer<typeof PlainKeystore>;

/** An account: under the password (Web3 Secret Storage, version 3), or with a remote signer. */
const Account = z.union([
  z.strictObject({ encrypted: z.looseObject({ version: z.literal(3) }) }),
  z.strictObject({ remote: RemoteKey }),
]);
export type Account = z.infer<typeof Account>;

/** Keys under a password, and keys that are elsewhere. */
export const SealedKeystore = z.strictObject({
  schema: z.literal("peerseal.keystore/2"),
  chainId: z.int().min(1),
  relayer: Account,
  institutions: z.array(
    z.strictObject({
      institution: z.int().min(1),
      anchor: Account,
      /** The key that signs credentials, as `CredentialKey.stored()` gives it, in JSON. */
      credential: z.strictObject({ encrypted: SealedText }),
    }),
  ),
});
export type SealedKeystore = z.infer<typeof SealedKeystore>;

export const KeystoreFile = z.discriminatedUnion("schema", [PlainKeystore, SealedKeystore]);
export type KeystoreFile = z.infer<typeof KeystoreFile>;
