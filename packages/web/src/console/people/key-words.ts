import type { Hex, KeyPurpose, wire } from "@peerseal/sdk";

/** What kind of key some bytes are. */
export function keyKind(data: Hex): "account" | "passkey" | "credential" {
  if (data.length === 42) return "account";
  return data.length === 170 ? "passkey" : "credential";
}

/** Where a key stands at a time. */
export function keyState(
  { from, until, compromisedSince }: wire.Key,
  now: number,
): "open" | "ended" | "coming" | "compromised" {
  if (compromisedSince !== null) return "compromised";
  if (from > now) return "coming";
  return until !== null && until <= now ? "ended" : "open";
}

/** Purposes as the contract packs them. */
export function purposeBits(purposes: readonly KeyPurpose[], all: readonly KeyPurpose[]): number {
  return purposes.reduce((bits, purpose) => bits | (1 << all.indexOf(purpose)), 0);
}
