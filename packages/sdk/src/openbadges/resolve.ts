import { credentialKeyId } from "../core/ids.js";
import type { KeyId } from "../core/types.js";
import { multikeyBytesOf } from "./keys.js";

/** What a proof's `verificationMethod` leads to, with nothing but the document at hand. */
export type Resolved =
  | { readonly state: "found"; readonly multikey: string; readonly key: KeyId; readonly did: string }
  /** The DID has such a method or could have, but it may not assert. */
  | { readonly state: "unfit"; readonly reason: "method-not-assertion" | "key-type" }
  /** `hint`: the URL's fragment is an Ed25519 multikey. It names a key; it does not prove whose it is. */
  | { readonly state: "unresolvable"; readonly hint: string | null };

const ED25519_MULTIKEY = /^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/;
/** Longer than any did:key URL of a key that we could use. */
const MAX_URL = 2_048;

/**
 * Resolves a verification method of the did:key method; everything else would have to be fetched, and is
 * `unresolvable`. Source: the did:key method specification.
 */
export async function resolveMethod(url: string): Promise<Resolved> {
  const [did = "", fragment = "", ...rest] = url.length > MAX_URL ? [] : url.split("#");
  if (rest.length > 0) return { state: "unresolvable", hint: null };
  const keyPart = did.startsWith("did:key:") ? did.slice("did:key:".length) : null;
  if (keyPart === null) {
    return { state: "unresolvable", hint: ED25519_MULTIKEY.test(fragment) ? fragment : null };
  }
  if (!ED25519_MULTIKEY.test(keyPart)) {
    return /^z[1-9A-HJ-NP-Za-km-z]+$/.test(keyPart)
      ? { state: "unfit", reason: "key-type" }
      : { state: "unresolvable", hint: null };
  }
  const bytes = await multikeyBytesOf(keyPart).catch(() => null);
  // Not base58 of a prefix and 32 bytes: there is no such key.
  if (bytes === null) return { state: "unresolvable", hint: null };
  // The one method that may assert has the key itself as its fragment; the other that its document has only agrees keys.
  if (fragment !== keyPart) return { state: "unfit", reason: "method-not-assertion" };
  return { state: "found", multikey: keyPart, key: credentialKeyId(bytes), did };
}
