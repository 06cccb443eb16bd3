import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject } from "../core/values.js";

/**
 * The proofs that a `previousProof` names, in the order of the document; null where one of them is not there, or an id
 * is that of two. A proof of a chain is made over the document with these inside; theirs are not.
 * Source: Verifiable Credential Data Integrity 1.0, sections 4.3 and 4.5.
 */
export function previousProofs(
  all: readonly JsonValue[],
  previousProof: JsonValue | readonly string[],
): readonly JsonObject[] | null {
  const wanted: readonly unknown[] = Array.isArray(previousProof) ? previousProof : [previousProof];
  const ids = new Set(wanted);
  const found = all.flatMap((proof) => (isObject(proof) && ids.has(proof.id) ? [proof] : []));
  const isAll = [...ids].every((id) => typeof id === "string" && found.filter((proof) => proof.id === id).length === 1);
  return isAll && ids.size > 0 ? found : null;
}
