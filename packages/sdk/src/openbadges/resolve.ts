import { driver as didKeyDriver } from "@digitalbazaar/did-method-key";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
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
  const driver = didKeyDriver();
  driver.use({ multibaseMultikeyHeader: "z6Mk", fromMultibase: Ed25519Multikey.from });
  try {
    const document = await driver.get({ did });
    const method = document.verificationMethod.find(({ id }) => id === url);
    const multikey = method?.publicKeyMultibase;
    if (multikey === undefined || !document.assertionMethod.includes(url)) {
      return { state: "unfit", reason: "method-not-assertion" };
    }
    return { state: "found", multikey, key: credentialKeyId(await multikeyBytesOf(multikey)), did: document.id };
  } catch {
    // Not a point of the curve, or not base58 of 34 bytes: there is no such key.
    return { state: "unresolvable", hint: null };
  }
}
