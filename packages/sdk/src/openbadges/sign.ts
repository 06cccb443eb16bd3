import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { issue } from "@digitalbazaar/vc";
import { z } from "zod";
import { issuerNamed } from "../core/credential/names.js";
import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { loadContext } from "./contexts.js";
import type { CredentialKey } from "./keys.js";
import { canonicalQuads, freshBudget } from "./rdfc.js";
import { survey } from "./survey.js";

const signed = z.looseObject({ proof: z.record(z.string(), z.json()) }).catchall(z.json());

/**
 * Signs a credential with eddsa-rdfc-2022. The proof comes as an array of one, as Open Badges 3.0 wants it; the input is
 * left as it is.
 *
 * @param options.created time of signing, `YYYY-MM-DDTHH:MM:SSZ`
 * @throws `issue-invalid` where it has a proof already, names another issuer than the key, holds a fractional number
 *   (JSON-LD libraries write these differently) or a term that no context defines, or is no credential
 * @throws `context-missing` where it uses a context that is not bundled
 */
export async function signCredential(
  unsigned: JsonObject,
  key: CredentialKey,
  options: { created: string },
): Promise<JsonObject> {
  const { created } = options;
  if (!time.safeParse(created).success) refuse("created is not YYYY-MM-DDTHH:MM:SSZ");
  if (unsigned.proof !== undefined) refuse("the credential has a proof already");
  const issuer = issuerNamed(unsigned).id;
  if (issuer !== key.did) refuse("the credential names another issuer than the key's DID", { issuer, key: key.did });
  const found = survey(unsigned);
  if (found.unsafeNumber) refuse("the credential holds a number that is not a safe integer");
  if (found.passedOver) refuse("the credential has a member that no signature would cover");
  if (found.inlineContext || found.missingContexts.length > 0) {
    throw new PeersealError("context-missing", "the credential uses a JSON-LD context that is not bundled", {
      details: { contexts: found.missingContexts, inline: found.inlineContext },
    });
  }
  const secured = signed.parse(await issued(unsigned, key, created));
  return { ...secured, proof: [secured.proof] };
}

async function issued(unsigned: JsonObject, key: CredentialKey, created: string): Promise<unknown> {
  try {
    return await issue({
      credential: structuredClone(unsigned),
      suite: signingSuite(key, created),
      documentLoader: loadContext,
      now: created,
    });
  } catch (cause) {
    throw new PeersealError("issue-invalid", "the credential cannot be signed", { cause });
  }
}

/** The library's suite, with canonicalisation bounded. */
function signingSuite({ signer }: CredentialKey, created: string): DataIntegrityProof {
  const budget = freshBudget();
  const bounded = { ...cryptosuite, canonize: (input: object) => canonicalQuads(input, budget) };
  return new DataIntegrityProof({ signer, date: created, cryptosuite: bounded });
}

function refuse(message: string, details: Record<string, JsonValue | undefined> = {}): never {
  throw new PeersealError("issue-invalid", message, { details });
}
