import {
  type Check,
  explainVerdict,
  type Language,
  type PresentedVerdict,
  type Verdict,
  type VerdictWord,
  type VerifiedPresentation,
} from "@peerseal/sdk";
import type { Tone } from "../parts/tag.js";
import type { Outcome } from "./check.js";

/** Whether two endpoints told the same: each check for the same reason, and the same review of the course. */
export function agrees(first: Verdict, second: Verdict): boolean {
  return first.verdict === second.verdict && JSON.stringify(told(first)) === JSON.stringify(told(second));
}

function told({ checks, quality }: Verdict) {
  const moments = quality === null ? [] : [quality.learning, quality.issue, quality.now];
  return [
    checks.map(({ result, reason }) => [result, reason]),
    moments.map(({ state, flags, decision }) => [state, flags, decision?.round ?? null]),
  ];
}

/** The word for a file: the verdict's own, but where two endpoints differ nothing is called good. */
export function wordOf({ verdict, other }: { readonly verdict: Verdict; readonly other: Verdict | null }): VerdictWord {
  return other === null || agrees(verdict, other) ? verdict.verdict : "incomplete";
}

/** Whether a second endpoint, where one was asked, told the same of a credential in a presentation. */
export function agreesOn(one: PresentedVerdict, other: VerifiedPresentation | null): boolean {
  if (other === null || one.state === "unreadable") return true;
  const same = other.credentials.find(({ path }) => path === one.path);
  return same?.state === "judged" && agrees(one.verdict, same.verdict);
}

/** Tone of a verdict: an unknown is never shown as good. */
export function toneOf(word: VerdictWord): Tone {
  if (word === "valid") return "good";
  return word === "incomplete" || word === "not-yet-valid" || word === "not-anchored" ? "unsure" : "bad";
}

/** Tone of a check. */
export function toneOfResult(result: Check["result"]): Tone {
  switch (result) {
    case "pass":
      return "good";
    case "fail":
      return "bad";
    case "warn":
    case "unknown":
      return "unsure";
    case "not-applicable":
      return "plain";
  }
}

/** What a file came to, in a word for programs. */
export function codeOf(outcome: Outcome): VerdictWord | "unreadable" {
  if (outcome.state === "judged") return wordOf(outcome);
  if (outcome.state !== "presented") return "unreadable";
  const { verified, other } = outcome;
  return verified.credentials.every((one) => agreesOn(one, other)) ? verified.worst : "incomplete";
}

/** The verdict in a few words for people. */
export function sentenceOf(word: VerdictWord, language: Language): string {
  return explainVerdict(word, language);
}

/** The institution that issued it, as the chain names it; null where that is not proven. */
export function issuerOf({ checks }: Verdict): string | null {
  const found = checks.find(({ check }) => check === "issuer")?.evidence.institution;
  if (typeof found !== "object" || found === null || !("name" in found)) return null;
  return typeof found.name === "string" ? found.name : null;
}

/** The course version that it is proven to be of; null: none is. */
export function courseOf({ checks, quality }: Verdict): string | null {
  const named = checks.find(({ check }) => check === "course")?.evidence.named;
  return quality !== null && typeof named === "string" ? named : null;
}
