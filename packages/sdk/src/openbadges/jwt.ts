import { base64url } from "jose";
import { credentialDigest } from "../core/digest.js";
import { parseJson } from "../core/json.js";
import type { ProofEvidence } from "../core/judge/evidence.js";
import { isObject } from "../core/values.js";
import type { ProveOptions } from "./prove.js";

export async function proveJwt(jwt: string, _options: ProveOptions = {}): Promise<ProofEvidence> {
  const value = parseJson(base64url.decode(jwt.split(".")[1] ?? ""));
  if (!isObject(value)) throw new TypeError("no credential");
  return { digest: credentialDigest(value), proofs: [], jwt: true };
}
