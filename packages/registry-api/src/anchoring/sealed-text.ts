import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";

const HexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

/** A secret text under a password: scrypt (RFC 7914), then AES-256-GCM. */
export const SealedText = z.strictObject({
  kdf: z.literal("scrypt"),
  n: z.int().min(1_024).max(1_048_576),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
  salt: HexOf(32),
  cipher: z.literal("aes-256-gcm"),
  iv: HexOf(12),
  tag: HexOf(16),
  text: z.string().regex(/^(?:[0-9a-f]{2})+$/),
});
export type SealedText = z.infer<typeof SealedText>;

/** As ethers does for accounts: a quarter of a second, and 128 MB. */
const COST = 131_072;
const MOST_MEMORY = 2 ** 31 - 1;

/** @param cost scrypt's N, a power of two; lower in tests only. */
export async function sealText(text: string, password: string, cost = COST): Promise<SealedText> {
  const [salt, iv] = [randomBytes(32), randomBytes(12)];
  const parameters = { n: cost, r: 8, p: 1 };
  const cipher = createCipheriv("aes-256-gcm", await derive(password, salt, parameters), iv);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return {
    kdf: "scrypt",
    ...parameters,
    salt: salt.toString("hex"),
    cipher: "aes-256-gcm",
    iv: iv.toString("hex"),
    tag: cipher.getAuthTag().toString("hex"),
    text: sealed.toString("hex"),
  };
}

/** @throws PeersealError `config-invalid` where the password is another one, or the text was changed */
export async function unsealText(sealed: SealedText, password: string): Promise<string> {
  const key = await derive(password, Buffer.from(sealed.salt, "hex"), sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(sealed.iv, "hex"));
  decipher.setAuthTag(Buffer.from(sealed.tag, "hex"));
  try {
    return decipher.update(sealed.text, "hex", "utf8") + decipher.final("utf8");
  } catch {
    throw new PeersealError("config-invalid", "The password does not open a key of the keystore.");
  }
}

type Parameters = { readonly n: number; readonly r: number; readonly p: number };

function derive(password: string, salt: Buffer, { n, r, p }: Parameters): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: MOST_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
