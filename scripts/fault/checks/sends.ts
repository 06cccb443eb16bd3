import type { TrueTransaction } from "../chain-truth.ts";
import type { Sent } from "../door.ts";

/** Nodes take another transaction of the same nonce only for at least a tenth more. */
const RAISE = { numerator: 11n, denominator: 10n };

/** What the door saw that it must never see: bytes that nobody had stored, a nonce for two acts. */
export function checkSends(sent: readonly Sent[]): string[] {
  const findings: string[] = [];
  const unstored = new Set(sent.filter(({ storedBefore }) => !storedBefore).map(({ hash }) => hash));
  for (const hash of unstored) findings.push(`sent before it was stored: transaction ${hash}`);

  const byNonce = new Map<string, Map<string, Sent>>();
  for (const one of sent) {
    const key = `${one.sender} ${one.nonce}`;
    const found = byNonce.get(key) ?? new Map<string, Sent>();
    if (!found.has(one.hash)) found.set(one.hash, one);
    byNonce.set(key, found);
  }
  for (const [key, found] of byNonce) {
    const all = [...found.values()];
    const acts = new Set(all.map(({ to, data }) => `${to} ${data}`));
    if (acts.size > 1) {
      findings.push(`nonce used for ${acts.size} acts: ${key}, ${[...found.keys()].join(", ")}`);
      continue;
    }
    const offers = all.map(({ maxFeePerGas }) => maxFeePerGas).sort((a, b) => (a < b ? -1 : 1));
    const low = offers.find((offer, place) => {
      const before = offers[place - 1];
      return before !== undefined && offer * RAISE.denominator < before * RAISE.numerator;
    });
    if (low !== undefined) findings.push(`nonce signed again for less than a tenth more: ${key} at ${low}`);
  }
  return findings;
}

/** Acts that are on chain twice, by transactions of the relayer that did what they say. */
export function checkTwice(transactions: readonly TrueTransaction[]): string[] {
  const seen = new Map<string, string>();
  const findings: string[] = [];
  for (const { to, data, hash, succeeded } of transactions) {
    if (!succeeded) continue;
    const act = `${to} ${data}`;
    const first = seen.get(act);
    if (first !== undefined) findings.push(`one act, two transactions: ${first}, ${hash}`);
    seen.set(act, hash);
  }
  return findings;
}
