import type { CredentialStatus, StatusAction, wire } from "@peerseal/sdk";

/** What is done to credentials here; `replace` comes with the corrected credential. */
export type Change = Exclude<StatusAction, "none">;

/** Bits of a batch, 256 places a word. */
export type Bitmaps = Readonly<Record<"revoked" | "suspended" | "replaced", ReadonlyMap<number, bigint>>>;

/** Folds the changes that the chain recorded, oldest first, as its contract does. */
export function bitmapsOf(changes: readonly Pick<wire.StatusChange, "action" | "word" | "mask">[]): Bitmaps {
  const bits = { revoked: new Map<number, bigint>(), suspended: new Map(), replaced: new Map() };
  const add = (map: Map<number, bigint>, word: number, mask: bigint) => map.set(word, (map.get(word) ?? 0n) | mask);
  for (const { action, word, mask: text } of changes) {
    const mask = BigInt(text);
    if (action === "revoke" || action === "replace") add(bits.revoked, word, mask);
    if (action === "replace") add(bits.replaced, word, mask);
    if (action === "suspend") add(bits.suspended, word, mask);
    if (action === "reinstate") bits.suspended.set(word, (bits.suspended.get(word) ?? 0n) & ~mask);
  }
  return bits;
}

/** Status of the credential at a place. */
export function statusAt(bits: Bitmaps, place: number): CredentialStatus {
  const isSet = (map: ReadonlyMap<number, bigint>) =>
    (((map.get(Math.floor(place / 256)) ?? 0n) >> BigInt(place % 256)) & 1n) === 1n;
  if (isSet(bits.revoked)) return isSet(bits.replaced) ? "replaced" : "revoked";
  return isSet(bits.suspended) ? "suspended" : "active";
}

/** What a change would do, before anybody signs it. */
export type DryRun = {
  /** Places whose status changes: only these are signed for. */
  readonly changing: readonly number[];
  /** Places that are so already. */
  readonly already: readonly number[];
  /** Places that were revoked or replaced for good. */
  readonly ended: readonly number[];
  /** Places at which the batch holds no credential. */
  readonly empty: readonly number[];
};

/**
 * Tries a change of status.
 *
 * @param used places that hold a credential; null: not known any more, and every place counts.
 */
export function tryChange(
  change: Change,
  places: readonly number[],
  bits: Bitmaps,
  used: ReadonlySet<number> | null,
): DryRun {
  const run = { changing: [] as number[], already: [] as number[], ended: [] as number[], empty: [] as number[] };
  for (const place of places) {
    if (used !== null && !used.has(place)) run.empty.push(place);
    else run[effectOf(change, statusAt(bits, place))].push(place);
  }
  return run;
}

function effectOf(change: Change, status: CredentialStatus): "changing" | "already" | "ended" {
  switch (change) {
    case "revoke":
      return status === "revoked" ? "already" : status === "replaced" ? "ended" : "changing";
    case "replace":
      return status === "replaced" ? "already" : status === "revoked" ? "ended" : "changing";
    case "suspend":
      return status === "suspended" ? "already" : status === "active" ? "changing" : "ended";
    case "reinstate":
      return status === "active" ? "already" : status === "suspended" ? "changing" : "ended";
  }
}
