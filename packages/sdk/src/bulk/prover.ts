import { createPublicKey, verify } from "node:crypto";
import type { ProofEvidence } from "../core/judge/evidence.js";
import type { JsonObject } from "../core/types.js";
import { type Multikey, type Verify, verifierOf } from "../openbadges/multikey.js";
import { rememberingTools } from "../openbadges/proof-tools.js";
import { type ProveOptions, prove } from "../openbadges/prove.js";
import { sha256Hex } from "./native.js";

/** SPKI wrapping of an Ed25519 public key (RFC 8410). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const SIGNATURE_BYTES = 64;

/**
 * Makes a `prove` for many credentials that are alike, such as those of one issuer's batch: it compiles the shape of a
 * kind of credential once and reads keys once. The same results as `prove`: what a shape calls wrong is asked of the
 * JSON-LD library, too.
 */
export function createBulkProver(): (document: JsonObject, options?: ProveOptions) => Promise<ProofEvidence> {
  const tools = rememberingTools(sha256Hex, nativeVerifier);
  return (document, options = {}) => prove(document, { ...options, tools });
}

async function nativeVerifier(key: Multikey): Promise<Verify | null> {
  if (key.type !== "Ed25519") return verifierOf(key);
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key.raw]), format: "der", type: "spki" });
    return async (data, signature) => signature.length === SIGNATURE_BYTES && verify(null, data, publicKey, signature);
  } catch {
    return null;
  }
}
