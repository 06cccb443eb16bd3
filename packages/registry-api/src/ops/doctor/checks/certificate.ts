import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { TLS_FOLDER } from "../../../tls.js";
import { type Check, configOf, fail, ok, warn } from "../finding.js";

const DAY = 86_400;
const SOON = 21 * DAY;

/** The registry's own certificate lasts. */
export const certificate: Check = {
  name: "certificate",
  needs: ["config"],
  run: async (patient) => {
    const { tls, dataDir } = configOf(patient);
    if (tls === null) return [ok("The registry speaks plain HTTP, to this machine only.")];
    const isOwn = tls.kind === "self-signed";
    const path = isOwn ? join(dataDir, TLS_FOLDER, "cert.pem") : tls.certFile;
    const pem = await readFile(path, "utf8").catch(() => null);
    if (pem === null && isOwn) return [ok("The next start makes a certificate.")];
    if (pem === null) return [fail(`TLS_CERT: ${path} cannot be read.`, `chmod 644 ${path}`)];
    let until: number;
    try {
      until = Date.parse(new X509Certificate(pem).validTo) / 1000;
    } catch {
      return [fail(`${path} is no certificate.`, "Set TLS_CERT to a certificate in PEM form.")];
    }
    const days = Math.floor((until - patient.now()) / DAY);
    const fix = isOwn ? "Start the registry again: it makes a new one." : "Renew it, and start the registry again.";
    if (days < 0) return [fail(`The certificate ended ${-days} days ago.`, fix)];
    if (until - patient.now() < SOON) return [warn(`The certificate ends in ${days} days.`, fix)];
    return [ok(`The certificate lasts ${days} days.`)];
  },
};
