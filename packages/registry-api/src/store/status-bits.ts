import type { Hex, StatusAction } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { type ChainAnchorRow, findAnchor } from "./chain-anchors.js";
import type { Tables } from "./tables.js";

/** The bits of a batch for one purpose as one block had them. */
export type BatchBits = {
  /** What the chain says about the batch; null: not anchored at this block. */
  readonly anchor: ChainAnchorRow | null;
  /** Indexes whose bit is set, ascending. */
  readonly indexes: readonly number[];
  /** The newest indexed block; `time` in Unix seconds. */
  readonly block: { readonly number: number; readonly hash: Hex; readonly time: number };
};

type Change = { readonly action: StatusAction; readonly word: number; readonly mask: string };

/** What a change does to a bit of each purpose; the rest leaves it as it is. */
const EFFECT = {
  revocation: { revoke: true, replace: true },
  suspension: { suspend: true, reinstate: false },
} as const;

const BITS_OF_WORD = 256;

/**
 * Reads anchor, bits and block of one moment: a block that comes in meanwhile is in all of them or in none.
 * Null: nothing is indexed yet.
 *
 * @param number decimal
 */
export async function readBatchBits(
  db: Kysely<Tables>,
  institution: number,
  number: string,
  purpose: "revocation" | "suspension",
): Promise<BatchBits | null> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (snapshot) => {
      const block = await snapshot
        .selectFrom("chainCursor")
        .innerJoin("blocks", "blocks.number", "chainCursor.number")
        .select(["blocks.number", "blocks.hash", "blocks.at as time"])
        .executeTakeFirst();
      if (block === undefined) return null;
      const changes = await snapshot
        .selectFrom("statusChanges")
        .select(["action", "word", "mask"])
        .where("institution", "=", institution)
        .where("number", "=", number)
        .orderBy("position")
        .orderBy("ordinal")
        .execute();
      const anchor = await findAnchor(snapshot, institution, number);
      return { anchor, indexes: fold(changes, purpose), block };
    });
}

/** Revocation and replacement only ever add to the revoked; suspension goes both ways. */
function fold(changes: readonly Change[], purpose: "revocation" | "suspension"): number[] {
  const effects: Partial<Record<StatusAction, boolean>> = EFFECT[purpose];
  const words = new Map<number, bigint>();
  for (const { action, word, mask } of changes) {
    const effect = effects[action];
    if (effect === undefined) continue;
    const before = words.get(word) ?? 0n;
    words.set(word, effect ? before | BigInt(mask) : before & ~BigInt(mask));
  }
  return [...words].sort(([a], [b]) => a - b).flatMap(([word, bits]) => indexesOf(word, bits));
}

function indexesOf(word: number, bits: bigint): number[] {
  const indexes: number[] = [];
  for (let bit = 0; bit < BITS_OF_WORD && bits >> BigInt(bit) !== 0n; bit++) {
    if ((bits >> BigInt(bit)) & 1n) indexes.push(word * BITS_OF_WORD + bit);
  }
  return indexes;
}

/**
 * A mark of what the bits of a batch are made of: it differs whenever they may differ, also after a reorganisation of
 * the chain. Null: the batch is not anchored.
 */
export async function batchMark(db: Kysely<Tables>, institution: number, number: string): Promise<string | null> {
  const anchor = await findAnchor(db, institution, number);
  if (anchor === null) return null;
  const newest = await db
    .selectFrom("statusChanges")
    .select(["blockHash", "position"])
    .where("institution", "=", institution)
    .where("number", "=", number)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  // A block's hash stands for everything before it.
  return newest === undefined ? anchor.blockHash : `${newest.blockHash}:${newest.position}`;
}
