import { X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { PeersealError } from "@peerseal/sdk";
import type { TlsSettings } from "./config.js";
import type { TlsKeys } from "./http/deps.js";

/** Folder of the certificate that the registry makes for itself, in the data folder. */
export const TLS_FOLDER = "tls";
/** Kinds of alternative names (RFC 5280, `GeneralName`). */
const DNS_NAME = 2;
const IP_ADDRESS = 7;
const DAY = 86_400;
const LIFETIME = 365 * DAY;
/** A certificate that ends sooner is replaced at the start. */
const LEFT_AT_LEAST = 30 * DAY;

/**
 * Certificate and key to serve with; null: plain HTTP.
 *
 * @param now Unix seconds
 * @throws PeersealError `config-invalid` where the files cannot be read or do not belong together
 */
export async function readTls(settings: TlsSettings | null, dataDir: string, now: number): Promise<TlsKeys | null> {
  if (settings === null) return null;
  const keys =
    settings.kind === "files"
      ? { cert: await read("TLS_CERT", settings.certFile), key: await read("TLS_KEY", settings.keyFile) }
      : await selfSigned(join(dataDir, TLS_FOLDER), now);
  try {
    createSecureContext(keys);
  } catch {
    // Without its cause: what OpenSSL says may quote the key's file.
    throw invalid("TLS_CERT and TLS_KEY are not a certificate and its key in PEM form.", ["TLS_CERT", "TLS_KEY"]);
  }
  return keys;
}

async function read(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new PeersealError("config-invalid", `${setting}: ${path} cannot be read.`, {
      details: { settings: [setting] },
      cause,
    });
  }
}

/** The certificate of the folder while it lasts, else a new one. */
async function selfSigned(folder: string, now: number): Promise<TlsKeys> {
  const certFile = join(folder, "cert.pem");
  const keyFile = join(folder, "key.pem");
  const [cert, key] = await Promise.all([certFile, keyFile].map((file) => readFile(file, "utf8").catch(() => null)));
  if (cert != null && key != null && lasts(cert, now + LEFT_AT_LEAST)) return { cert, key };
  const made = await makeSelfSigned(now);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(keyFile, made.key, { mode: 0o600 });
  await writeFile(certFile, made.cert);
  return made;
}

function lasts(cert: string, until: number): boolean {
  try {
    return Date.parse(new X509Certificate(cert).validTo) > until * 1000;
  } catch {
    return false;
  }
}

/**
 * Makes a certificate for this machine's own names (`localhost`, `127.0.0.1`, `::1`), signed by itself: clients have to
 * be told to trust it.
 *
 * @param now Unix seconds
 */
export async function makeSelfSigned(now: number): Promise<TlsKeys> {
  const { generate } = await import("selfsigned");
  const { cert, private: key } = await generate([{ name: "commonName", value: "Peerseal registry on this machine" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // A little earlier: clocks of one machine differ between processes and containers.
    notBeforeDate: new Date((now - 3600) * 1000),
    notAfterDate: new Date((now + LIFETIME) * 1000),
    extensions: [
      { name: "basicConstraints", cA: true, pathLenConstraint: 0, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: DNS_NAME, value: "localhost" },
          { type: IP_ADDRESS, ip: "127.0.0.1" },
          { type: IP_ADDRESS, ip: "::1" },
        ],
      },
    ],
  });
  return { cert, key };
}

function invalid(message: string, settings: readonly string[]): PeersealError {
  return new PeersealError("config-invalid", message, { details: { settings } });
}
