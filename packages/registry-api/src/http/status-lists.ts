import { createHash } from "node:crypto";
import {
  type CredentialKey,
  encodeStatusList,
  type NetworkId,
  PeersealError,
  PURPOSES,
  secureDocument,
  statusListBits,
  statusListCredential,
  wire,
} from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { findBatch } from "../store/batches.js";
import { findKey } from "../store/institutions.js";
import { batchMark, readBatchBits } from "../store/status-bits.js";
import type { Tables } from "../store/tables.js";
import type { ChainView } from "./deps.js";

/** A list as it is served. Times are Unix seconds. */
export type SignedList = {
  readonly body: string;
  readonly etag: string;
  /** After it, the list is signed anew. */
  readonly renewAt: number;
};

export type StatusLists = {
  /**
   * The signed list of a batch for one purpose.
   *
   * @throws PeersealError `not-found` (unknown or not anchored), `status-list-unsigned`, `index-lagging`
   */
  readonly read: (name: ChainListName) => Promise<SignedList>;
};

export type ChainListName = Extract<wire.ListName, { kind: "chain" }>;

export type StatusListDeps = {
  readonly db: Kysely<Tables>;
  readonly chain: ChainView;
  readonly network: NetworkId;
  readonly baseUrl: () => string;
  /** Unix seconds. */
  readonly now: () => number;
  /** The issuing key that an institution lent, under the DID that its credentials name; null: none. */
  readonly keyOf: (institution: number) => Promise<CredentialKey | null>;
};

/** Blocks that the database may be behind for a list to be served; more is refused. */
export const STATUS_LAG_ALLOWED = 5;
/** How long a list counts; short, since others may keep it that long without asking again. Seconds. */
export const STATUS_LIST_VALID = 3_600;
const RENEW_AFTER = STATUS_LIST_VALID / 2;
/** Clocks of verifiers may be behind ours by so much, and still find the list valid. */
const CLOCKS_DIFFER = 60;
const MOST_KEPT = 256;
const ISSUE = 1 << PURPOSES.indexOf("issue");

type Kept = { readonly mark: string; readonly list: SignedList };

/**
 * Lists built from the chain's bitmaps as they are indexed. A list is kept until a bit of its batch changes or half of
 * its time is over; it is signed once however many ask for it at a time.
 */
export function makeStatusLists(deps: StatusListDeps): StatusLists {
  const kept = new Map<string, Kept>();
  const making = new Map<string, Promise<Kept>>();

  return {
    read: async (name) => {
      requireFollowing(deps.chain);
      const id = `${deps.baseUrl()}/status/${wire.listId(name)}`;
      const mark = await batchMark(deps.db, name.institution, name.number);
      if (mark === null) throw await unanchored(deps, name);
      const before = kept.get(id);
      if (before !== undefined && before.mark === mark && deps.now() < before.list.renewAt) return before.list;
      const key = `${id} ${mark}`;
      const job = making.get(key) ?? make(deps, name, id, mark).finally(() => making.delete(key));
      making.set(key, job);
      const made = await job;
      // The newest stands at the end: the oldest goes first.
      kept.delete(id);
      kept.set(id, made);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return made.list;
    },
  };
}

async function make(deps: StatusListDeps, name: ChainListName, id: string, mark: string): Promise<Kept> {
  const { institution, number, purpose } = name;
  const key = await signerOf(deps, institution);
  const bits = await readBatchBits(deps.db, institution, number, purpose);
  if (bits?.anchor == null) throw await unanchored(deps, name);
  const from = deps.now();
  const unsigned = statusListCredential({
    id,
    issuer: key.did,
    purpose,
    encodedList: encodeStatusList(statusListBits(bits.indexes, bits.anchor.size)),
    validFrom: timeOf(from - CLOCKS_DIFFER),
    validUntil: timeOf(from + STATUS_LIST_VALID),
    block: { network: deps.network, ...bits.block },
  });
  const suite = key.type === "P-256" ? "ecdsa-rdfc-2019" : "eddsa-rdfc-2022";
  const signed = await secureDocument(unsigned, { key, suite, created: timeOf(from) });
  return { mark, list: served(signed, from + RENEW_AFTER) };
}

/** A signed list with the tag of its bytes. */
export function served(signed: object, renewAt: number): SignedList {
  const body = JSON.stringify(signed);
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url")}"`, renewAt };
}

/** A list that misses the newest blocks would say `not revoked` of what they revoke. */
function requireFollowing(chain: ChainView): void {
  const { lag, failing, indexed, head } = chain.state();
  if (failing === null && lag !== null && lag <= STATUS_LAG_ALLOWED) return;
  throw new PeersealError("index-lagging", "The registry does not follow the chain closely enough to sign this list.", {
    details: { lag, allowed: STATUS_LAG_ALLOWED, indexed, head, failing },
  });
}

/** A key that the chain no longer counts for issuing must not speak for the institution. */
async function signerOf(deps: StatusListDeps, institution: number): Promise<CredentialKey> {
  const key = await deps.keyOf(institution);
  const refuse = (reason: string) =>
    new PeersealError("status-list-unsigned", `This registry signs no lists for institution ${institution}.`, {
      details: { institution, reason },
    });
  if (key === null) throw refuse("key-not-lent");
  const row = await findKey(deps.db, institution, key.keyId);
  const now = deps.now();
  const isLive = row !== null && (row.endsAt === 0 || row.endsAt > now) && row.compromisedSinceAt === 0;
  if (!isLive || (row.purposes & ISSUE) === 0) throw refuse("key-not-authorised");
  return key;
}

async function unanchored({ db }: StatusListDeps, { institution, number }: ChainListName): Promise<PeersealError> {
  const batch = Number(number);
  const isDraft = Number.isSafeInteger(batch) && (await findBatch(db, { institution, number: batch })) !== null;
  const message = isDraft ? "The batch is not anchored yet: it has no list." : "No anchored batch has this number.";
  return new PeersealError("not-found", message, { details: { reason: isDraft ? "not-anchored" : "unknown" } });
}

/** `YYYY-MM-DDTHH:MM:SSZ` */
export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
