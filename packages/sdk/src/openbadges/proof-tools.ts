import { credentialDigest, sha256 } from "../core/digest.js";
import type { Digest, JsonObject } from "../core/types.js";
import { type Multikey, type Verify, verifierOf } from "./multikey.js";
import { canonicalQuads, freshBudget } from "./rdfc.js";
import { createDigests } from "./shape/digests.js";
import type { HashBytes } from "./shape/lines.js";
import { createShapes, type Shapes } from "./shape/shapes.js";

/** What proofs are checked with. */
export type ProofTools = {
  /** Shapes of documents that were seen before; null: each document is read by the JSON-LD library. */
  readonly shapes: Shapes | null;
  /** How signatures of a key are checked; null where there is no such key. */
  readonly verifierOf: (key: Multikey) => Promise<Verify | null>;
  /** Digest of a secured document. */
  readonly digest: (secured: JsonObject) => Digest;
};

/** Tools that remember nothing. */
export const PLAIN_TOOLS: ProofTools = { shapes: null, verifierOf, digest: credentialDigest };

/** Keys whose verifiers are kept. */
const MOST_KEYS = 64;

/**
 * Tools for many documents that are alike, such as those of one batch: the shape of a kind of document is compiled once,
 * and keys are read once. Nothing of a document is kept but its structure and what others of its kind share with it.
 */
export function rememberingTools(
  hash: HashBytes = (bytes) => sha256(bytes).slice(2),
  makeVerifier: ProofTools["verifierOf"] = verifierOf,
): ProofTools {
  const verifiers = new Map<string, Promise<Verify | null>>();
  return {
    digest: createDigests(hash),
    shapes: createShapes({
      hash,
      canonize: (document) => canonicalQuads(document, freshBudget()),
      // A signature that fits is the proof that a document was read as its signer read it.
      sample: () => false,
    }),
    verifierOf(key) {
      const known = verifiers.get(key.multikey);
      if (known !== undefined) return known;
      const made = makeVerifier(key);
      if (verifiers.size >= MOST_KEYS) verifiers.clear();
      verifiers.set(key.multikey, made);
      return made;
    },
  };
}
