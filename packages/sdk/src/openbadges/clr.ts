import { PeersealError } from "../core/errors.js";
import type { JsonObject, NetworkId } from "../core/types.js";
import { isObject, listOf, member } from "../core/values.js";
import { OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { derivedUrn } from "./endorsement.js";
import { hashIdentifier, identityObject, type LearnerIdentifier } from "./identity.js";
import type { CredentialIssuer } from "./issue.js";
import { issuerProfile } from "./profile.js";

/** The Comprehensive Learner Record 2.0 context. It is not bundled: a record is secured with a JCS suite. */
export const CLR_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

/** Whose credentials a record gathers: named by a DID, or by an identifier of which the credentials hold salted hashes. */
export type ClrLearner =
  | { readonly did: string }
  | { readonly identifier: LearnerIdentifier /** 16 random bytes. */; readonly salt: Uint8Array };

/** What a record is made of. */
export type ClrInput = {
  readonly network: NetworkId;
  readonly issuer: CredentialIssuer;
  readonly learner: ClrLearner;
  /** Signed credentials, as they are. */
  readonly credentials: readonly JsonObject[];
  readonly name: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly validFrom: string;
};

/**
 * Several credentials of one learner as an unsigned `ClrCredential` (CLR Standard 2.0). Each stands in it with its own
 * proofs, byte for byte; the record says only that they are one learner's. To be secured by its issuer with
 * `eddsa-jcs-2022`; unsigned it is a folder, and proves no more than what is in it.
 *
 * @throws `issue-invalid` where there is no credential, one without proof, or one that is not this learner's
 *
 * @example
 * const record = toClr(input);
 * await secureDocument(record, { key, suite: "eddsa-jcs-2022", created: input.validFrom });
 */
export function toClr(input: ClrInput): JsonObject {
  const { network, issuer, learner, credentials, name, validFrom } = input;
  if (credentials.length === 0) refuse("a learner record holds one credential at least", {});
  for (const [position, credential] of credentials.entries()) {
    if (listOf(credential.proof).length === 0) refuse("a credential of a learner record has its proof", { position });
    if (!isOf(credential, learner)) refuse("a credential is not this learner's", { position });
  }
  const ids = credentials.map(({ id }) => id ?? null);
  return {
    "@context": [VC_CONTEXT, CLR_CONTEXT, OB_CONTEXT, PEERSEAL_CONTEXT],
    id: derivedUrn({ issuer: issuer.did, credentials: ids, validFrom }),
    type: ["VerifiableCredential", "ClrCredential"],
    name,
    issuer: issuerProfile(network, issuer),
    validFrom,
    credentialSubject: {
      ...("did" in learner ? { id: learner.did } : {}),
      type: ["ClrSubject"],
      ...("did" in learner ? {} : { identifier: [identityObject(learner.identifier, learner.salt)] }),
      verifiableCredential: [...credentials],
    },
  };
}

function isOf(credential: JsonObject, learner: ClrLearner): boolean {
  const subject = member(credential, "credentialSubject");
  if (!isObject(subject)) return false;
  if ("did" in learner) return member(subject, "id") === learner.did;
  return listOf(member(subject, "identifier")).some((entry) => {
    if (!isObject(entry)) return false;
    const { salt, identityHash } = entry;
    return typeof salt === "string" && identityHash === hashIdentifier(learner.identifier, salt);
  });
}

function refuse(message: string, details: Readonly<Record<string, number>>): never {
  throw new PeersealError("issue-invalid", message, { details });
}
