import { PeersealError } from "../core/errors.js";
import { utf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";
import { type CredentialKey, generateP256CredentialKey } from "./keys.js";
import type { Budget } from "./rdfc.js";
import { baseSignatureData } from "./sd.js";
import { groupStatements, hmacNamer, looksNamed } from "./sd-statements.js";
import { baseValueText } from "./sd-value.js";

const HMAC_BYTES = 32;

/**
 * The value of an ecdsa-sd-2023 base proof: each statement that is not mandatory is signed by a key made for this proof
 * alone, and that key with the mandatory statements by the issuer's. Random: never the same twice.
 * Source: Data Integrity ECDSA Cryptosuites 1.0, section 3.6.1.
 *
 * @param options the proof without its value, as a document of its own
 * @throws `issue-invalid` where a text could be taken for the name of a blank node; whatever canonicalisation throws
 */
export async function signSelective(
  document: JsonObject,
  options: JsonObject,
  mandatoryPointers: readonly string[],
  key: CredentialKey,
  budget: Budget,
): Promise<string> {
  if (looksNamed(document)) {
    throw new PeersealError("issue-invalid", "a text holds `_:` or `urn:bnid:`, which some verifiers do not cover");
  }
  const hmacKey = crypto.getRandomValues(new Uint8Array(HMAC_BYTES));
  const { quads, groups } = await groupStatements(document, budget, await hmacNamer(hmacKey), [mandatoryPointers]);
  const mandatory = groups[0]?.chosen ?? new Set();
  const own = await generateP256CredentialKey();
  const signatures: Uint8Array[] = [];
  for (const [i, quad] of quads.entries()) {
    if (!mandatory.has(i)) signatures.push(await own.signer.sign({ data: utf8(quad) }));
  }
  const chosen = quads.filter((_, i) => mandatory.has(i));
  const data = await baseSignatureData(options, own.multikeyBytes, chosen, budget);
  const baseSignature = await key.signer.sign({ data });
  return baseValueText({ baseSignature, publicKey: own.multikeyBytes, hmacKey, signatures, mandatoryPointers });
}
