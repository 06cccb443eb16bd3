import { type Cryptosuite, DataIntegrityProof, type DocumentLoader } from "@digitalbazaar/data-integrity";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import { cryptosuite as eddsaRdfc2022 } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { sha256 } from "../core/digest.js";
import { utf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";
import { loadContext } from "./contexts.js";
import type { CredentialSigner } from "./keys.js";

/** Cryptosuites whose proofs are verified fully; any other is named as unsupported. */
export const SUPPORTED_SUITES = ["eddsa-rdfc-2022", "eddsa-jcs-2022"] as const;
/** Name of a suite that is verified fully. */
export type SupportedSuite = (typeof SUPPORTED_SUITES)[number];

/** What a signature check came to; `too-complex` says that it was given up. */
export type SignatureOutcome = "verified" | "invalid" | "too-complex";

// Canonicalising a graph of look-alike blank nodes takes time that grows with the factorial of their number. Real
// credentials of 25 KB need some hundred hashes.
const MAX_HASHES = 20_000;
const MAX_HASHED_CHARACTERS = 16_000_000;

/** Hashes that one canonicalisation may still make; `spent` once it wanted more. */
type Budget = { hashes: number; characters: number; spent: boolean };

class BudgetSpent extends Error {}

/** SHA-256 in the form that rdf-canonize asks for, paid from a budget. */
function digestMaker(budget: Budget): () => { update(text: string): void; digest(): string } {
  return () => {
    budget.hashes -= 1;
    if (budget.hashes < 0) budget.spent = true;
    if (budget.spent) throw new BudgetSpent();
    let text = "";
    return {
      update(more) {
        budget.characters -= more.length;
        if (budget.characters < 0) budget.spent = true;
        if (budget.spent) throw new BudgetSpent();
        text += more;
      },
      digest: () => sha256(utf8(text)).slice(2),
    };
  };
}

function boundedRdfc(budget: Budget): Cryptosuite {
  return {
    ...eddsaRdfc2022,
    // The library's own bound counts rounds, not their cost, and refuses some honest documents with repeated parts.
    canonize: (input, options) =>
      eddsaRdfc2022.canonize(input, {
        ...options,
        maxWorkFactor: Number.POSITIVE_INFINITY,
        createMessageDigest: digestMaker(budget),
      }),
  };
}

const freshBudget = (): Budget => ({ hashes: MAX_HASHES, characters: MAX_HASHED_CHARACTERS, spent: false });

/** The suite that signs with eddsa-rdfc-2022. `created`: `YYYY-MM-DDTHH:MM:SSZ`. */
export function signingSuite(signer: CredentialSigner, created: string): DataIntegrityProof {
  return new DataIntegrityProof({ signer, date: created, cryptosuite: boundedRdfc(freshBudget()) });
}

/** Checks proofs of one document, one by one. */
export type SignatureChecker = (
  suite: SupportedSuite,
  proof: JsonObject,
  multikey: string,
) => Promise<SignatureOutcome>;

/**
 * Makes a checker for the proofs of one document (given without its `proof`); the document is canonicalised once for
 * all of them. Only the signature is checked: neither dates nor status.
 */
export function signatureChecker(document: JsonObject): SignatureChecker {
  const budget = freshBudget();
  // The object's identity is the key of the library's cache of the document's hash.
  const rdfcDocument = structuredClone(document);
  const rdfc = new DataIntegrityProof({ cryptosuite: boundedRdfc(budget) });
  return async (suite, proof, multikey) => {
    const documentLoader: DocumentLoader = async (url) =>
      url === proof.verificationMethod
        ? { contextUrl: null, documentUrl: url, document: { type: "Multikey", publicKeyMultibase: multikey } }
        : loadContext(url);
    const checked =
      suite === "eddsa-rdfc-2022"
        ? await rdfc.verifyProof({ proof: structuredClone(proof), document: rdfcDocument, documentLoader })
        : // Verifying changes the document's `@context`, so each proof gets its own copy.
          await new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }).verifyProof({
            proof: structuredClone(proof),
            document: structuredClone(document),
            documentLoader,
          });
    if (checked.verified) return "verified";
    return suite === "eddsa-rdfc-2022" && budget.spent ? "too-complex" : "invalid";
  };
}
