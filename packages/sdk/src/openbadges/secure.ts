import { encodeBase58 } from "ethers/utils";
import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { VC_CONTEXT } from "./contexts.js";
import type { CredentialKey } from "./keys.js";
import { previousProofs } from "./proof-chain.js";
import { signSelective } from "./sd-sign.js";
import { formOf, proofOptions, type SupportedSuite, signedBytes, signedDocument } from "./suites.js";
import { survey } from "./survey.js";

/** Suites that documents are signed with. */
export const SIGNING_SUITES = [
  "eddsa-rdfc-2022",
  "eddsa-jcs-2022",
  "ecdsa-rdfc-2019",
  "ecdsa-jcs-2019",
  "ecdsa-sd-2023",
] as const satisfies readonly SupportedSuite[];
/** Name of a suite that documents are signed with. */
export type SigningSuite = (typeof SIGNING_SUITES)[number];

/** How a proof is made. Times are `YYYY-MM-DDTHH:MM:SSZ`. */
export type SecureOptions = {
  readonly key: CredentialKey;
  readonly suite: SigningSuite;
  readonly created: string;
  /** What the proof is for; `assertionMethod` unless given. A holder who presents credentials uses `authentication`. */
  readonly proofPurpose?: "assertionMethod" | "authentication";
  /**
   * ecdsa-sd-2023: JSON pointers (RFC 6901) to what every derived credential shows. Unless given: issuer, dates and
   * status, so that a holder cannot leave out that it has ended.
   */
  readonly mandatoryPointers?: readonly string[];
  readonly challenge?: string;
  readonly domain?: string | readonly string[];
  /** Ids of proofs of the document that this one follows and covers: a proof chain. */
  readonly previousProof?: string | readonly string[];
  readonly expires?: string;
  /** Id of the proof, a URL such as `urn:uuid:...`: needed where another proof is to follow it. */
  readonly id?: string;
  /** Whether contexts may be written out in the document; refused unless given, as many verifiers refuse them. */
  readonly inlineContexts?: boolean;
};

/**
 * Adds a Data Integrity proof to a credential, a presentation or any other JSON-LD document. Proofs that are there stay:
 * a proof set, or with `previousProof` a chain. `proof` comes as an array; the input is left as it is.
 *
 * @throws `issue-invalid` where the key is not of the suite's kind, a previous proof is not there, a number is no safe
 *   integer, a term is defined nowhere, or a pointer leads nowhere
 * @throws `context-missing` where it uses a context that is not bundled
 *
 * @example
 * await secureDocument(profile, { key, suite: "eddsa-jcs-2022", created: "2026-11-23T00:00:00Z" });
 */
export async function secureDocument(document: JsonObject, options: SecureOptions): Promise<JsonObject> {
  const { key, suite } = options;
  const { proof: written, ...unsecured } = document;
  const existing = listOf(written);
  checkOptions(options, existing);
  checkDocument(unsecured, options);
  const previous = options.previousProof === undefined ? [] : previousProofs(existing, options.previousProof);
  if (previous === null) refuse("previousProof names a proof that is not there");
  const config = configOf(options, unsecured);
  const proofValue = await attempt(async () => {
    const signed = signedDocument(unsecured);
    if (suite === "ecdsa-sd-2023") {
      const secured = previous.length === 0 ? unsecured : { ...unsecured, proof: previous };
      const pointers = options.mandatoryPointers ?? usualPointers(unsecured);
      return signSelective(secured, proofOptions(unsecured, suite, config), pointers, key, signed.budget);
    }
    const data = await signedBytes(signed, suite, config, key.type, previous);
    return `z${encodeBase58(await key.signer.sign({ data }))}`;
  });
  return { ...unsecured, proof: [...existing, { ...config, proofValue }] };
}

function configOf(options: SecureOptions, document: JsonObject): JsonObject {
  const {
    id,
    suite,
    created,
    expires,
    key,
    proofPurpose = "assertionMethod",
    challenge,
    domain,
    previousProof,
  } = options;
  const context = document["@context"];
  return {
    type: "DataIntegrityProof",
    ...(id === undefined ? {} : { id }),
    cryptosuite: suite,
    created,
    ...(expires === undefined ? {} : { expires }),
    verificationMethod: key.verificationMethod,
    proofPurpose,
    ...(domain === undefined ? {} : { domain }),
    ...(challenge === undefined ? {} : { challenge }),
    ...(previousProof === undefined ? {} : { previousProof }),
    ...(formOf(suite).canonical === "jcs" && context !== undefined ? { "@context": context } : {}),
  };
}

/** What a holder must not be able to leave out. */
function usualPointers(document: JsonObject): readonly string[] {
  const names = ["issuer", "validFrom", "validUntil", "issuanceDate", "expirationDate", "credentialStatus"];
  return names.filter((name) => document[name] !== undefined).map((name) => `/${name}`);
}

function checkOptions({ key, suite, created, expires, id }: SecureOptions, existing: readonly JsonValue[]): void {
  if (!formOf(suite).keys.some((type) => type === key.type)) {
    refuse(`${suite} does not sign with a key of type ${key.type}`);
  }
  for (const [name, text] of Object.entries({ created, expires })) {
    if (text !== undefined && !time.safeParse(text).success) refuse(`${name} is not YYYY-MM-DDTHH:MM:SSZ`);
  }
  if (id !== undefined && existing.some((proof) => isObject(proof) && proof.id === id)) {
    refuse("the document has a proof of this id already", { id });
  }
}

function checkDocument(document: JsonObject, { suite, inlineContexts = false }: SecureOptions): void {
  const found = survey(document);
  if (found.unsafeNumber) refuse("the document holds a number that is not a safe integer");
  if (formOf(suite).canonical === "jcs") return;
  if (found.passedOver) refuse("the document has a member that no signature would cover");
  if ((found.inlineContext && !inlineContexts) || found.missingContexts.length > 0) {
    throw new PeersealError("context-missing", "the document uses a JSON-LD context that is not bundled", {
      details: { contexts: found.missingContexts, inline: found.inlineContext },
    });
  }
  const speaksOfProofs = listOf(document["@context"]).some(
    (context) => context === VC_CONTEXT || isProofContext(context),
  );
  if (!speaksOfProofs) refuse("no context of the document defines its proof: name the one of data integrity too");
}

function isProofContext(context: JsonValue): boolean {
  return typeof context === "string" && /^https:\/\/w3id\.org\/security\/data-integrity\/v[12]$/.test(context);
}

async function attempt(sign: () => Promise<string>): Promise<string> {
  try {
    return await sign();
  } catch (cause) {
    if (cause instanceof PeersealError) throw cause;
    throw new PeersealError("issue-invalid", "the document cannot be signed", { cause });
  }
}

function refuse(message: string, details: Record<string, JsonValue> = {}): never {
  throw new PeersealError("issue-invalid", message, { details });
}
