import { getBytes } from "ethers/utils";
import jsonld from "jsonld";
import { canonize } from "rdf-canonize";
import { sha256 } from "../core/digest.js";
import { utf8 } from "../core/text.js";
import { loadContext } from "./contexts.js";

/** Hashes of RDFC-1.0: a P-384 key goes with the longer one. */
export type RdfHash = "SHA-256" | "SHA-384";

// Canonicalising a graph of look-alike blank nodes takes time that grows with the factorial of their number. Real
// credentials of 25 KB need some hundred hashes.
const MAX_HASHES = 20_000;
const MAX_HASHED_CHARACTERS = 16_000_000;

/** Hashes that canonicalisation may still make; `spent` once it wanted more. */
export type Budget = { hashes: number; characters: number; spent: boolean };

/** What the canonicalisations of one document together may cost. */
export const freshBudget = (): Budget => ({ hashes: MAX_HASHES, characters: MAX_HASHED_CHARACTERS, spent: false });

class BudgetSpent extends Error {}

/** How JSON-LD is read: contexts are the bundled ones, and what would be dropped in silence is an error. */
export const JSONLD_OPTIONS = {
  base: null,
  safe: true,
  rdfDirection: "i18n-datatype",
  produceGeneralizedRdf: false,
  documentLoader: loadContext,
} as const;

/**
 * The canonical N-Quads (RDFC-1.0) of a JSON-LD document, or of N-Quads.
 *
 * @param ids takes the canonical name of each blank node, where given
 * @throws where a term is defined nowhere, a context is not bundled, or the budget is spent (it then says so)
 */
export async function canonicalQuads(
  input: object | string,
  budget: Budget,
  { hash = "SHA-256", ids }: { hash?: RdfHash; ids?: Map<string, string> } = {},
): Promise<string> {
  const dataset = typeof input === "string" ? input : await jsonld.toRDF(input, JSONLD_OPTIONS);
  return canonize(dataset, {
    algorithm: "RDFC-1.0",
    format: "application/n-quads",
    ...(typeof input === "string" ? { inputFormat: "application/n-quads" } : {}),
    // The library's own bound counts rounds, not their cost, and refuses some honest documents with repeated parts.
    maxWorkFactor: Number.POSITIVE_INFINITY,
    createMessageDigest: digestMaker(budget, hash),
    ...(ids === undefined ? {} : { canonicalIdMap: ids }),
  });
}

/** The hash of a text in UTF-8. */
export async function hashOf(text: string, hash: RdfHash): Promise<Uint8Array> {
  // The platform's own hashing is there on secure pages only; nothing but P-384 needs the longer one.
  if (hash === "SHA-256") return getBytes(sha256(utf8(text)));
  return new Uint8Array(await crypto.subtle.digest(hash, Uint8Array.from(utf8(text))));
}

/** A hash in the form that rdf-canonize asks for, paid from a budget. */
function digestMaker(budget: Budget, hash: RdfHash) {
  return () => {
    budget.hashes -= 1;
    if (budget.hashes < 0) budget.spent = true;
    if (budget.spent) throw new BudgetSpent();
    let text = "";
    return {
      update(more: string): void {
        budget.characters -= more.length;
        if (budget.characters < 0) budget.spent = true;
        if (budget.spent) throw new BudgetSpent();
        text += more;
      },
      // Hashing at once is faster than waiting for the platform's answer to each of some hundred short texts.
      digest: () => (hash === "SHA-256" ? sha256Now(text) : hexOfHash(text, hash)),
    };
  };
}

/** Node hashes natively and at once; browsers only natively or at once. */
const NODE_CRYPTO = typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:crypto");

/** Hexadecimal SHA-256 of a text in UTF-8. */
function sha256Now(text: string): string {
  return NODE_CRYPTO === undefined ? sha256(utf8(text)).slice(2) : NODE_CRYPTO.hash("sha256", text, "hex");
}

async function hexOfHash(text: string, hash: RdfHash): Promise<string> {
  return Array.from(await hashOf(text, hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
