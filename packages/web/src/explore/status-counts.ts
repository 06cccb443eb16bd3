import type { wire } from "@peerseal/sdk";

/** How many credentials of a batch are not simply in force, by what became of them. */
export type StatusCounts = {
  readonly revoked: number;
  readonly replaced: number;
  readonly suspended: number;
};

type Bits = { revocation: bigint; suspension: bigint; replacement: bigint };

/**
 * Counts credentials by status from all changes of a batch, oldest first. Revoking and replacing are for ever; whatever
 * is revoked counts once, as replaced where it was replaced, and no more as suspended.
 */
export function countStatuses(changes: readonly wire.StatusChange[]): StatusCounts {
  const words = new Map<number, Bits>();
  for (const { action, word, mask } of changes) {
    const bits = words.get(word) ?? { revocation: 0n, suspension: 0n, replacement: 0n };
    words.set(word, bits);
    const changed = BigInt(mask);
    if (action === "suspend") bits.suspension |= changed;
    if (action === "reinstate") bits.suspension &= ~changed;
    if (action === "revoke" || action === "replace") bits.revocation |= changed;
    if (action === "replace") bits.replacement |= changed;
  }
  const counts = { revoked: 0, replaced: 0, suspended: 0 };
  for (const { revocation, suspension, replacement } of words.values()) {
    counts.replaced += bitsIn(revocation & replacement);
    counts.revoked += bitsIn(revocation & ~replacement);
    counts.suspended += bitsIn(suspension & ~revocation);
  }
  return counts;
}

/** How many bits are set. */
export function bitsIn(mask: bigint): number {
  let count = 0;
  for (let rest = mask; rest > 0n; rest &= rest - 1n) count++;
  return count;
}
