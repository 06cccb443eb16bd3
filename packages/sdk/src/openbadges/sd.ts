import { base64url } from "jose";
import { utf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";
import { multikeyFrom, type Verify, verifierOf } from "./multikey.js";
import { type Budget, canonicalQuads, hashOf } from "./rdfc.js";
import { groupStatements, hmacNamer, looksNamed, statementsOf } from "./sd-statements.js";
import { parseBaseValue, parseDerivedValue } from "./sd-value.js";

/** Pointers that a base proof may name; each costs a walk over the document. */
const MAX_POINTERS = 200;

/** What became of a proof of selective disclosure; see `SignatureOutcome`. */
export type SelectiveOutcome = "verified" | "base" | "invalid" | "ambiguous";

/**
 * Checks an ecdsa-sd-2023 proof. A derived proof: every statement shown is signed. A base proof: every statement of the
 * document is signed, and the mandatory ones are those that the proof names.
 * Source: Data Integrity ECDSA Cryptosuites 1.0, section 3.6.
 *
 * @param options the proof without its value, as a document of its own
 * @throws where JSON-LD cannot be read fully, or the budget is spent
 */
export async function verifySelective(task: {
  readonly document: JsonObject;
  readonly options: JsonObject;
  readonly proofValue: unknown;
  readonly verify: Verify;
  readonly budget: Budget;
}): Promise<SelectiveOutcome> {
  const { document, proofValue, budget } = task;
  const wrong = looksNamed(document) ? "ambiguous" : "invalid";
  const derived = parseDerivedValue(proofValue);
  if (derived !== null) {
    const { labels, mandatoryIndexes } = derived;
    const { quads } = await statementsOf(document, budget, async (name) => labelOf(labels, name));
    const chosen = new Set(mandatoryIndexes);
    if (chosen.size !== mandatoryIndexes.length || mandatoryIndexes.some((i) => i >= quads.length)) return "invalid";
    return (await isSigned(task, quads, chosen, derived)) ? "verified" : wrong;
  }
  const base = parseBaseValue(proofValue);
  if (base === null || base.mandatoryPointers.length > MAX_POINTERS) return "invalid";
  const namer = await hmacNamer(base.hmacKey);
  const { quads, groups } = await groupStatements(document, budget, namer, [base.mandatoryPointers]);
  const [mandatory] = groups;
  return (await isSigned(task, quads, mandatory?.chosen ?? new Set(), base)) ? "base" : wrong;
}

/** What the issuer's key signs: the proof, the key that signed the statements, and the mandatory statements. */
export async function baseSignatureData(
  options: JsonObject,
  publicKey: Uint8Array,
  mandatory: readonly string[],
  budget: Budget,
): Promise<Uint8Array> {
  const proofHash = await hashOf(await canonicalQuads(options, budget), "SHA-256");
  return Uint8Array.from([...proofHash, ...publicKey, ...(await hashOf(mandatory.join(""), "SHA-256"))]);
}

async function isSigned(
  { options, verify, budget }: { readonly options: JsonObject; readonly verify: Verify; readonly budget: Budget },
  quads: readonly string[],
  mandatory: ReadonlySet<number>,
  value: {
    readonly baseSignature: Uint8Array;
    readonly publicKey: Uint8Array;
    readonly signatures: readonly Uint8Array[];
  },
): Promise<boolean> {
  const { baseSignature, publicKey, signatures } = value;
  const others = quads.filter((_, i) => !mandatory.has(i));
  if (signatures.length !== others.length) return false;
  const data = await baseSignatureData(
    options,
    publicKey,
    quads.filter((_, i) => mandatory.has(i)),
    budget,
  );
  if (!(await verify(data, baseSignature))) return false;
  const own = multikeyFrom(publicKey);
  const each = own?.type === "P-256" ? await verifierOf(own) : null;
  if (each === null) return false;
  for (const [i, quad] of others.entries()) {
    const signature = signatures[i];
    if (signature === undefined || !(await each(utf8(quad), signature))) return false;
  }
  return true;
}

function labelOf(labels: ReadonlyMap<number, Uint8Array>, canonicalName: string): string | undefined {
  const bytes = labels.get(Number(canonicalName.slice("c14n".length)));
  return bytes === undefined ? undefined : `u${base64url.encode(bytes)}`;
}
