import { type Place, placesNamed, versionNamed } from "../credential/names.js";
import type { Opened } from "../credential/open.js";
import { checkProof } from "../proof.js";
import type { Digest, JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import type { BatchFacts, ChainFacts, Evidence, InstitutionFacts, UnavailableReason } from "./evidence.js";
import { REASONS, type ReasonCode } from "./reasons.js";
import type { Check, CheckName, VerifierPolicy } from "./verdict.js";

/** The chain's answer, or the reason why there is none that counts. */
export type Chain =
  | { readonly state: "gathered"; readonly facts: ChainFacts }
  | { readonly state: "unavailable"; readonly reason: ReasonCode };

/** What every check looks at: the file and the evidence, read once. */
export type Case = {
  readonly opened: Opened;
  readonly credential: JsonObject;
  readonly digest: Digest;
  readonly evidence: Evidence;
  readonly policy: VerifierPolicy;
  /** Places that the credential's status entries name, each once, and whether it has entries that are not ours. */
  readonly entries: readonly Place[];
  readonly hasForeignStatus: boolean;
  /** The place to ask about: the receipt's, else that of the one status entry. */
  readonly place: Place | null;
  /** The course version that the achievement names. */
  readonly named: ReturnType<typeof versionNamed>;
  readonly isDerived: boolean;
  readonly chain: Chain;
  /** Unix seconds: when the verdict is made, and the time that it is about. */
  readonly now: number;
  readonly at: number;
  /** The time to look up in the chain's facts. Its clock may run ahead of ours, and its newest facts are of now. */
  readonly lookupAt: number;
};

/** Reads a file and its evidence into the form that the checks share. */
export function caseOf(
  opened: Opened,
  digest: Digest,
  evidence: Evidence,
  policy: VerifierPolicy,
  now: number,
  at: number,
): Case {
  const { credential, receipt } = opened;
  const read = placesNamed(credential);
  const entries = distinct(read.filter((place) => place !== null));
  const [entry] = entries;
  const chain = chainOf(evidence, policy, now);
  return {
    opened,
    credential,
    digest,
    evidence,
    policy,
    entries,
    hasForeignStatus: read.includes(null),
    place: receipt ?? entry ?? null,
    named: versionNamed(credential),
    isDerived: listOf(member(credential, "proof")).some(isDerivedProof),
    chain,
    now,
    at,
    lookupAt: at === now && chain.state === "gathered" ? Math.max(at, chain.facts.block.time) : at,
  };
}

/** Whether two places are one. */
export function samePlace(a: Place, b: Place): boolean {
  return a.network === b.network && a.institution === b.institution && a.number === b.number && a.index === b.index;
}

/** Whether the Merkle proof of the receipt leads from this very credential to the receipt's root. */
export function leadsToRoot({ opened: { receipt }, digest }: Case): boolean {
  if (receipt === null) return false;
  try {
    checkProof({ ...receipt, digest });
    return true;
  } catch {
    return false;
  }
}

/** The answer about the credential's place and receipt; null where it is about others, or there is none. */
export function batchOf({ place, chain, opened }: Case): BatchFacts | null {
  if (place === null || chain.state === "unavailable") return null;
  const { batch, network } = chain.facts;
  if (batch == null || !samePlace({ ...batch, network }, place)) return null;
  const asked = batch.asked.receipt;
  return asked === null || sameReceipt(asked, opened.receipt) ? batch : null;
}

function sameReceipt(asked: NonNullable<BatchFacts["asked"]["receipt"]>, receipt: Opened["receipt"]): boolean {
  return (["root", "size", "courseVersion", "key"] as const).every((name) => asked[name] === receipt?.[name]);
}

/** Time of the anchor once receipt, credential and chain agree; without it no question about that time has a sense. */
export function provenAnchor(found: Case): { readonly batch: BatchFacts; readonly anchoredAt: number } | null {
  const { receipt } = found.opened;
  const batch = batchOf(found);
  if (receipt === null || batch === null || batch.asked.receipt === null) return null;
  if (batch.anchoredAt === null || batch.matches !== true) return null;
  if (receipt.digest !== found.digest || receipt.index >= receipt.size || !leadsToRoot(found)) return null;
  return { batch, anchoredAt: batch.anchoredAt };
}

/** What the chain says about an institution; null where it says nothing. */
export function institutionOf({ chain }: Case, id: number): InstitutionFacts | null {
  if (chain.state === "unavailable") return null;
  return chain.facts.institutions.find((institution) => institution.id === id) ?? null;
}

/** Makes a check from its reason, which decides the result. */
export function conclude(
  check: CheckName,
  reason: ReasonCode,
  more: {
    readonly evidence?: { readonly [key: string]: JsonValue };
    readonly chain?: Chain;
    readonly at?: number | null;
  } = {},
): Check {
  return {
    check,
    result: REASONS[reason].result,
    reason,
    evidence: more.evidence ?? {},
    source: sourceOf(more.chain),
    at: more.at ?? null,
  };
}

function sourceOf(chain: Chain | undefined): string {
  if (chain === undefined || chain.state === "unavailable") return "file";
  return `${chain.facts.source} block ${chain.facts.block.number}`;
}

function chainOf({ chain }: Evidence, policy: VerifierPolicy, now: number): Chain {
  const unavailable = (reason: ReasonCode): Chain => ({ state: "unavailable", reason });
  if (chain?.state === "unavailable")
    return unavailable(UNAVAILABLE.find((code) => code === chain.reason) ?? UNREADABLE);
  if (chain?.state !== "gathered" || typeof chain.facts?.block?.time !== "number") return unavailable(UNREADABLE);
  const { facts } = chain;
  if (policy.network !== null && facts.network !== policy.network) return unavailable("network-not-asked");
  const isFresh = policy.maxBlockAge === undefined || now - facts.block.time <= policy.maxBlockAge;
  return isFresh ? chain : unavailable("chain-stale");
}

const UNREADABLE = "answer-invalid";
const UNAVAILABLE = [
  "no-rpc",
  "chain-unreachable",
  "chain-wrong",
  "network-missing",
  "network-unknown",
  UNREADABLE,
] as const satisfies readonly UnavailableReason[];

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [Object.values(place).join(), place])).values()];
}

/**
 * A selectively disclosed proof. `ecdsa-sd-2023` and `bbs-2023` begin with the bytes d9 5d and one more, which is even
 * for a base proof and odd for a derived one; in base64url that is `u2V0` and a letter.
 */
function isDerivedProof(proof: JsonValue): boolean {
  if (!isObject(proof)) return false;
  const [suite, value] = [member(proof, "cryptosuite"), member(proof, "proofValue")];
  return (
    (suite === "ecdsa-sd-2023" || suite === "bbs-2023") && typeof value === "string" && /^u2V0[BDFHJLNP]/.test(value)
  );
}
