import type { JSONColumnType } from "kysely";

/** What a write did, told by names of resources: enough to answer it again, and nothing about learners. */
export type Effect = Readonly<Record<string, string | number>>;

export type IdempotencyTables = {
  /** Times are Unix seconds. */
  idempotencyKeys: {
    /** SHA-256 of caller, route and key. */
    id: string;
    /** HMAC of method, path and body under the key. */
    fingerprint: string;
    /** The attempt that is at work, or was. */
    holder: string;
    /** Until when it is believed to live. */
    leaseUntil: number;
    /** Written in the transaction of the effect itself; null: none yet, or one that may be done twice. */
    effect: JSONColumnType<Effect> | null;
    /** null: not answered yet. */
    status: number | null;
    contentType: string | null;
    /** Sealed. */
    body: Buffer | null;
    createdAt: number;
  };
};
