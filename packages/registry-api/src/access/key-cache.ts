import { findKeyByHash, type KeyRow, noteKeyUse } from "../store/access/keys.js";
import type { Db } from "../store/database.js";
import { isKeyForm, purposesOf } from "./keys.js";
import type { Principal } from "./principal.js";
import { hashOf } from "./secrets.js";

const TTL_SECONDS = 4;
/** Entries kept at most; beyond it the oldest go. */
const MOST = 5_000;
const HOUR = 3_600;

/** Finds out whose a key is. */
export type KeyLookup = {
  /** null: no key of ours, or one that holds no more. @throws PeersealError `database-unreachable` */
  readonly principalOf: (key: string) => Promise<Principal | null>;
  /** The id of a key that was found to hold within the last seconds; null: not known here, so that nothing is proven. */
  readonly proven: (key: string) => string | null;
  /** Makes this process ask the database again; others do after {@link TTL_SECONDS} at the latest. */
  readonly forget: () => void;
};

type Entry = { readonly row: Promise<KeyRow | null>; readonly until: number; provenId: string | null };

/**
 * Looks keys up in the database and remembers the answer for seconds, unknown ones too: intake at full speed asks once,
 * and a key that was revoked elsewhere ends within five seconds.
 *
 * @param deps.now Unix seconds.
 */
export function makeKeyLookup(deps: {
  readonly db: Db;
  readonly now: () => number;
  /** Told when noting a key's use failed; the request goes on. */
  readonly onError: (error: unknown) => void;
}): KeyLookup {
  const { db, now, onError } = deps;
  const entries = new Map<string, Entry>();

  const load = async (hash: string): Promise<KeyRow | null> => {
    const row = await findKeyByHash(db, hash);
    if (row === null || !holds(row, now())) return row;
    const hour = now() - (now() % HOUR);
    // Kept to the hour: when a program works is nobody's business, and each request would be a write.
    if (row.lastUsedAt === null || row.lastUsedAt < hour) noteKeyUse(db, row.id, hour).catch(onError);
    return row;
  };

  const rowOf = (hash: string): Promise<KeyRow | null> => {
    const known = entries.get(hash);
    if (known !== undefined && known.until > now()) return known.row;
    const row = load(hash);
    const entry: Entry = { row, until: now() + TTL_SECONDS, provenId: null };
    entries.delete(hash);
    entries.set(hash, entry);
    row.then(
      (found) => {
        if (found !== null && holds(found, now())) entry.provenId = found.id;
      },
      // A failed look-up is not remembered.
      () => entries.delete(hash),
    );
    if (entries.size > MOST) {
      const oldest = entries.keys().next();
      if (oldest.done !== true) entries.delete(oldest.value);
    }
    return row;
  };

  return {
    principalOf: async (key) => {
      if (!isKeyForm(key)) return null;
      const row = await rowOf(hashOf(key));
      return row !== null && holds(row, now()) ? principalOf(row) : null;
    },
    proven: (key) => {
      const entry = isKeyForm(key) ? entries.get(hashOf(key)) : undefined;
      return entry !== undefined && entry.until > now() ? entry.provenId : null;
    },
    forget: () => entries.clear(),
  };
}

const holds = (row: KeyRow, now: number): boolean => row.revokedAt === null && row.expiresAt > now;

function principalOf(row: KeyRow): Principal {
  const grants = row.roles.map((role) => ({ role, institution: row.institution }));
  return { kind: "key", id: row.id, grants, purposes: purposesOf(row) };
}
