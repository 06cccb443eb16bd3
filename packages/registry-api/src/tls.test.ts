import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSelfSigned, readTls, TLS_FOLDER } from "./tls.js";

const NOW = 1_800_000_000;
const DAY = 86_400;
const SELF = { kind: "self-signed" } as const;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-tls-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test("plain HTTP needs nothing", async () => {
  expect(await readTls(null, dataDir, NOW)).toBeNull();
});

test("makes a certificate for this machine's names, with a key that nobody else may read", async () => {
  const made = await readTls(SELF, dataDir, NOW);
  const certificate = new X509Certificate(made?.cert ?? "");
  expect(certificate.checkHost("localhost")).toBe("localhost");
  expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(certificate.checkHost("registry.example")).toBeUndefined();
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(Date.parse(certificate.validTo) / 1000 - NOW).toBe(365 * DAY);
  expect((await stat(join(dataDir, TLS_FOLDER, "key.pem"))).mode & 0o777).toBe(0o600);
});

test("keeps its certificate until it nears its end", async () => {
  const made = await readTls(SELF, dataDir, NOW);
  expect(await readTls(SELF, dataDir, NOW + 300 * DAY)).toEqual(made);
  const renewed = await readTls(SELF, dataDir, NOW + 340 * DAY);
  expect(renewed?.cert).not.toBe(made?.cert);
  expect(await readFile(join(dataDir, TLS_FOLDER, "cert.pem"), "utf8")).toBe(renewed?.cert);
});

test("takes files, and says which does not fit", async () => {
  const [one, other] = [await makeSelfSigned(NOW), await makeSelfSigned(NOW)];
  const at = async (name: string, text: string) => {
    await writeFile(join(dataDir, name), text);
    return join(dataDir, name);
  };
  const certFile = await at("cert.pem", one.cert);
  const files = (keyFile: string) => readTls({ kind: "files", certFile, keyFile }, dataDir, NOW);
  expect(await files(await at("key.pem", one.key))).toEqual(one);
  const invalid = (...settings: string[]) => expect.objectContaining({ code: "config-invalid", details: { settings } });
  await expect(files(await at("other.pem", other.key))).rejects.toEqual(invalid("TLS_CERT", "TLS_KEY"));
  await expect(files(await at("none.pem", "no key"))).rejects.toEqual(invalid("TLS_CERT", "TLS_KEY"));
  await expect(files(join(dataDir, "missing.pem"))).rejects.toEqual(invalid("TLS_KEY"));
});
