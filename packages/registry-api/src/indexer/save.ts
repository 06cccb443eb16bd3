import { type Cursor, insertBlocks, readCursor, writeCursor } from "../store/blocks.js";
import type { ChainRowOf } from "../store/chain-rows.js";
import { inChainTransaction } from "../store/chain-transaction.js";
import { copyRows } from "../store/copy.js";
import type { Connections } from "../store/database.js";
import { rowsOf } from "./apply/index.js";
import { ChainMoved } from "./collect.js";
import type { Stretch } from "./source.js";

export type SaveDeps = { readonly db: Connections };

/**
 * Writes a stretch and the cursor in one transaction, if the cursor is still where the step began.
 *
 * @param options `isRepeatable`: final blocks, which are read again where a crash takes them and the cursor back.
 * @throws ChainMoved where it is not: somebody else was faster.
 */
export async function save(
  { db }: SaveDeps,
  expected: Cursor | null,
  next: Cursor,
  stretch: Stretch | null,
  options: { readonly isRepeatable?: boolean } = {},
): Promise<void> {
  await inChainTransaction(
    db,
    async (transaction) => {
      const { tx } = transaction;
      // Two indexers on one database: the second waits here, finds the cursor moved and starts its step again.
      await tx.selectFrom("network").select("id").forUpdate().execute();
      requireCursor(await readCursor(tx), expected);
      if (stretch !== null) {
        await insertBlocks(tx, stretch.blocks);
        await copyRows(transaction, rowsIn(stretch));
      }
      await writeCursor(tx, next);
    },
    options,
  );
}

function* rowsIn({ events }: Stretch): Generator<ChainRowOf> {
  for (const { event, place } of events) yield* rowsOf(place, event);
}

/** @throws ChainMoved */
export function requireCursor(actual: Cursor | null, expected: Cursor | null): void {
  if (actual?.head.hash !== expected?.head.hash || actual?.head.number !== expected?.head.number) {
    throw new ChainMoved("Another process moved the cursor.");
  }
}
