import { selectJsonLd } from "@digitalbazaar/di-sd-primitives";
import { base64url } from "jose";
import { PeersealError } from "../core/errors.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { freshBudget } from "./rdfc.js";
import { canonicalNames, groupStatements, hmacNamer, valueAt } from "./sd-statements.js";
import { type BaseValue, derivedValueText, parseBaseValue } from "./sd-value.js";
import { survey } from "./survey.js";

/** What is shown: JSON pointers (RFC 6901), beside what the issuer made mandatory. */
export type DeriveOptions = {
  readonly selectivePointers: readonly string[];
  /** The base proof to derive from, where the credential has several. */
  readonly proofId?: string;
};

/**
 * Makes a credential that shows only parts of another, by its ecdsa-sd-2023 base proof: a holder's act, without the
 * issuer. Other proofs are left out, since they are about the whole; and so is any receipt: what was recorded is the
 * whole too. Source: Data Integrity ECDSA Cryptosuites 1.0, section 3.6.6.
 *
 * @throws `derive-invalid` where there is no base proof or several, a pointer leads nowhere, or nothing is shown
 * @throws `context-missing` where it uses a context that is not bundled
 */
export async function deriveCredential(credential: JsonObject, options: DeriveOptions): Promise<JsonObject> {
  const { proof: written, ...document } = credential;
  const { proof, value } = baseProofOf(listOf(written), options.proofId);
  if (proof.previousProof !== undefined) refuse("the base proof follows others, which would have to be shown whole");
  const found = survey(document);
  if (found.inlineContext || found.missingContexts.length > 0) {
    throw new PeersealError("context-missing", "the credential uses a JSON-LD context that is not bundled", {
      details: { contexts: found.missingContexts, inline: found.inlineContext },
    });
  }
  const { selectivePointers } = options;
  const combined = [...value.mandatoryPointers, ...selectivePointers];
  if (combined.length === 0) refuse("nothing is to be shown");
  for (const pointer of combined) {
    if (lookUp(document, pointer) === undefined) refuse(`the pointer ${pointer} leads nowhere`, { pointer });
  }
  try {
    const { shown, proofValue } = await discloseStatements(document, value, selectivePointers);
    const { proofValue: _, ...rest } = proof;
    return { ...shown, proof: [{ ...rest, proofValue }] };
  } catch (cause) {
    throw new PeersealError("derive-invalid", "the credential cannot be shown in part", { cause });
  }
}

async function discloseStatements(document: JsonObject, value: BaseValue, selectivePointers: readonly string[]) {
  const { baseSignature, publicKey, signatures, hmacKey, mandatoryPointers } = value;
  const budget = freshBudget();
  const combinedPointers = [...mandatoryPointers, ...selectivePointers];
  const namer = await hmacNamer(hmacKey);
  const groups = [mandatoryPointers, selectivePointers, combinedPointers];
  const grouped = await groupStatements(document, budget, namer, groups);
  const [mandatory, selective, combined] = grouped.groups;
  const shown = selectJsonLd({ document, pointers: combinedPointers });
  if (mandatory === undefined || selective === undefined || combined === undefined || shown === null) {
    throw new TypeError("nothing is to be shown");
  }
  const order = [...combined.chosen].toSorted((a, b) => a - b);
  const signed = grouped.quads.flatMap((_, i) => (mandatory.chosen.has(i) ? [] : [i]));
  const { ids } = await canonicalNames(combined.unnamed.join(""), budget);
  const labels = new Map<number, Uint8Array>();
  for (const [before, canonicalName] of ids) {
    const name = grouped.names.get(before);
    if (name === undefined) throw new TypeError("a blank node has no name");
    labels.set(Number(canonicalName.slice("c14n".length)), base64url.decode(name.slice(1)));
  }
  const proofValue = derivedValueText({
    baseSignature,
    publicKey,
    signatures: signatures.filter((_, i) => selective.chosen.has(signed[i] ?? -1)),
    labels,
    mandatoryIndexes: order.flatMap((i, at) => (mandatory.chosen.has(i) ? [at] : [])),
  });
  return { shown, proofValue };
}

function baseProofOf(proofs: readonly JsonValue[], id: string | undefined): { proof: JsonObject; value: BaseValue } {
  const found = proofs.flatMap((proof) => {
    if (!isObject(proof) || proof.type !== "DataIntegrityProof" || proof.cryptosuite !== "ecdsa-sd-2023") return [];
    const value = id === undefined || proof.id === id ? parseBaseValue(proof.proofValue) : null;
    return value === null ? [] : [{ proof, value }];
  });
  const [only] = found;
  if (only === undefined) refuse("the credential has no base proof of ecdsa-sd-2023");
  if (found.length > 1) refuse("the credential has several base proofs: name one by its id");
  return only;
}

function lookUp(document: JsonObject, pointer: string): JsonValue | undefined {
  try {
    return valueAt(document, pointer);
  } catch {
    return undefined;
  }
}

function refuse(message: string, details: Record<string, JsonValue> = {}): never {
  throw new PeersealError("derive-invalid", message, { details });
}
