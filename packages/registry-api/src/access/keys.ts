import { PeersealError } from "@peerseal/sdk";
import { insertKey, type KeyRow, shortenKey } from "../store/access/keys.js";
import type { Db } from "../store/database.js";
import { isPurpose, maySpanRegistry, type Purpose, type Role } from "./principal.js";
import { hashOf, newId, newSecret } from "./secrets.js";

const DAY = 86_400;
/** How long a key holds unless told otherwise, and at most. */
export const KEY_DAYS = { usual: 365, most: 730 } as const;
/** Chain of local networks and of tests. */
const LOCAL_CHAIN_ID = 31_337;
/** Public test chains: Sepolia, Holesky, Hoodi, Base Sepolia, OP Sepolia, Arbitrum Sepolia, Polygon Amoy. */
const TEST_CHAIN_IDS: ReadonlySet<number> = new Set([
  LOCAL_CHAIN_ID,
  11_155_111,
  17_000,
  560_048,
  84_532,
  11_155_420,
  421_614,
  80_002,
]);
const FORM = /^ps_(?:test|live)_[A-Za-z0-9_-]{43}$/;

/** `ps_test_` where what is anchored is worth nothing, `ps_live_` elsewhere: nobody mistakes one for the other. */
export const keyPrefix = (chainId: number): "ps_test_" | "ps_live_" =>
  TEST_CHAIN_IDS.has(chainId) ? "ps_test_" : "ps_live_";

/** Whether a text may be a key at all; what cannot be is not looked up. */
export const isKeyForm = (text: string): boolean => FORM.test(text);

export type NewKeyWish = {
  /** null: the whole registry. */
  readonly institution: number | null;
  readonly roles: readonly Role[];
  /** null or absent: all that the roles may. */
  readonly purposes?: readonly Purpose[] | null | undefined;
  /** What it is for, in an admin's words; no person should stand in it. */
  readonly label: string;
  /** Default {@link KEY_DAYS}. */
  readonly days?: number | undefined;
  /** Id of who asked for it; `operator` for whoever sits at the machine. */
  readonly createdBy: string;
};

/** A key with the text that is shown once. */
export type CreatedKey = { readonly key: string; readonly row: KeyRow };

/**
 * Makes an API key: 256 random bits, of which only the SHA-256 is kept.
 *
 * @param at.now Unix seconds.
 * @throws PeersealError `access-invalid` where no such key may be.
 * @example `const { key } = await createKey(db, { institution: 2, roles: ["officer"], label: "LMS", createdBy: "operator" }, { now, chainId });`
 */
export async function createKey(
  db: Db,
  wish: NewKeyWish,
  at: { readonly now: number; readonly chainId: number; readonly replaces?: string },
): Promise<CreatedKey> {
  const { institution, roles, purposes, label, createdBy } = wish;
  const days = wish.days ?? KEY_DAYS.usual;
  if (roles.length === 0) throw new PeersealError("access-invalid", "A key needs a role.");
  if (institution === null && !roles.every(maySpanRegistry)) {
    throw new PeersealError("access-invalid", "Officers and reviewers act for one institution: name it.");
  }
  if (!(days > 0 && days <= KEY_DAYS.most)) {
    throw new PeersealError("access-invalid", `A key holds for ${KEY_DAYS.most} days at most.`);
  }
  const key = `${keyPrefix(at.chainId)}${newSecret()}`;
  const row = await insertKey(db, {
    id: newId("key"),
    hash: hashOf(key),
    label,
    roles: [...new Set(roles)],
    purposes: purposes === null || purposes === undefined ? null : [...new Set(purposes)],
    institution,
    createdAt: at.now,
    createdBy,
    expiresAt: at.now + Math.ceil(days * DAY),
    replaces: at.replaces ?? null,
  });
  return { key, row };
}

/** Makes a key with the same reach in the place of one that goes on for `overlap` seconds. Call in a transaction. */
export async function rotateKey(
  db: Db,
  old: KeyRow,
  options: { readonly overlap: number; readonly createdBy: string; readonly now: number; readonly chainId: number },
): Promise<CreatedKey> {
  const { overlap, createdBy, now, chainId } = options;
  if (old.revokedAt !== null || old.expiresAt <= now) {
    throw new PeersealError("access-invalid", "The key holds no more: make a new one.");
  }
  const { institution, roles, label } = old;
  const days = Math.min(KEY_DAYS.most, (old.expiresAt - old.createdAt) / DAY);
  const wish = { institution, roles, purposes: purposesOf(old), label, days, createdBy };
  const made = await createKey(db, wish, { now, chainId, replaces: old.id });
  await shortenKey(db, old.id, now + overlap);
  return made;
}

/** Purposes of a key as the registry knows them; one that it does not know gives nothing. */
export function purposesOf({ purposes }: Pick<KeyRow, "purposes">): readonly Purpose[] | null {
  return purposes === null ? null : purposes.filter(isPurpose);
}
