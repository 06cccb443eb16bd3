import { sha256 } from "../core/digest.js";
import { PeersealError } from "../core/errors.js";
import { utf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";

/** How a learner is named: by an address or by the number that the institution gave. */
export type LearnerIdentifier = { readonly kind: "email" | "student-number"; readonly value: string };

const SALT_BYTES = 16;
const IDENTITY_TYPES = { email: "emailAddress", "student-number": "sisSourcedId" } as const;

/**
 * The salted hash that stands in a credential instead of the learner's identifier:
 * `sha256$<hex of SHA-256(identifier, then salt)>`, both as UTF-8 text; an e-mail address in lower case.
 * Source: Open Badges 3.0, IdentityObject.
 *
 * @param salt 32 hex digits, as they stand in the credential
 */
export function hashIdentifier({ kind, value }: LearnerIdentifier, salt: string): string {
  const trimmed = value.normalize("NFC").trim();
  const plain = kind === "email" ? trimmed.toLowerCase() : trimmed;
  return `sha256$${sha256(utf8(plain + salt)).slice(2)}`;
}

/**
 * The OB3 `IdentityObject` of a learner.
 * @param salt 16 random bytes, new for each credential
 * @throws `issue-invalid` where the salt has another length or the identifier is empty
 */
export function identityObject(identifier: LearnerIdentifier, salt: Uint8Array): JsonObject {
  if (salt.length !== SALT_BYTES) {
    throw new PeersealError("issue-invalid", `a salt has ${SALT_BYTES} bytes`, { details: { bytes: salt.length } });
  }
  if (identifier.value.trim() === "") throw new PeersealError("issue-invalid", "the learner's identifier is empty");
  const text = hexOf(salt);
  return {
    type: "IdentityObject",
    hashed: true,
    identityHash: hashIdentifier(identifier, text),
    identityType: IDENTITY_TYPES[identifier.kind],
    salt: text,
  };
}

/** Lowercase hex without prefix. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
