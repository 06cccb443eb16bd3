import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";

/** Name of the key in the data folder under which secrets of webhooks are kept. */
export const WEBHOOK_KEY_FILE = "webhook-key";

/** Keeps secrets sealed: whoever reads the database alone cannot sign as the registry. */
export type SecretBox = {
  readonly seal: (secret: string) => string;
  /** @throws PeersealError `config-invalid` where it was sealed under another key */
  readonly open: (sealed: string) => string;
};

/** A new secret as Standard Webhooks writes it. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;
/** A new id: a word and 128 random bits. */
export const newId = (word: "wh" | "del" | "evt"): string => `${word}_${randomBytes(16).toString("base64url")}`;

/** AES-256-GCM; a sealed secret names its key, so that a wrong key is told from damage. */
export function makeSecretBox(key: Uint8Array): SecretBox {
  const name = createHash("sha256").update(key).digest("base64url").slice(0, 8);
  return {
    seal: (secret) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return `1.${name}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")}`;
    },
    open: (sealed) => {
      const [version, by, packed = ""] = sealed.split(".");
      const bytes = Buffer.from(packed, "base64url");
      if (version !== "1" || by !== name || bytes.length < 28) throw foreign();
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
      } catch {
        throw foreign();
      }
    },
  };
}

/**
 * The key from the setting, or that of the data folder, which is made at the first start. Replicas with folders of their
 * own need the setting.
 *
 * @throws PeersealError `config-invalid`
 */
export async function readWebhookKey(dataDir: string, setting: string | undefined): Promise<Uint8Array> {
  if (setting !== undefined) return keyOf("WEBHOOK_KEY", setting);
  const path = join(dataDir, WEBHOOK_KEY_FILE);
  const stored = await readFile(path, "utf8").catch(() => null);
  if (stored !== null) return keyOf(path, stored.trim());
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    // Unlike a rename, a link never takes the place of a key that another process has just made.
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return keyOf(path, (await readFile(path, "utf8")).trim());
}

function keyOf(place: string, text: string): Uint8Array {
  const key = Buffer.from(text, "base64url");
  if (key.length === 32) return key;
  throw new PeersealError("config-invalid", `${place} holds no key: 32 bytes in base64url.`, {
    details: { settings: ["WEBHOOK_KEY"] },
  });
}

function foreign(): PeersealError {
  return new PeersealError(
    "config-invalid",
    "A webhook's secret was kept under another key: set WEBHOOK_KEY to it, or replace the secret.",
    { details: { settings: ["WEBHOOK_KEY"] } },
  );
}
