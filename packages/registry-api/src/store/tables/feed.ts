import type { Hex } from "@peerseal/sdk";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

/** One thing that the chain says, as the feed tells it. `data`: members by type. */
export type ChainEventRow = {
  position: number;
  blockNumber: number;
  blockHash: Hex;
  transactionHash: Hex;
  at: number;
  type: string;
  /** Whom it is about; null: see its subject. */
  institution: number | null;
  subject: string;
  data: JSONColumnType<object>;
};

export type FeedTables = {
  /** View over the rows of the chain. */
  chainEvents: ChainEventRow;
  /** What reorganisations took away, by triggers. */
  removedEvents: ChainEventRow & { rollback: number };
  rollbacks: {
    sequence: ColumnType<number, never, never>;
    /** Lowest block that went; null: rows without their block. */
    firstBlock: number | null;
    at: Generated<number>;
  };
};
