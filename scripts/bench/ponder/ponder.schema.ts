import { index, onchainTable, primaryKey } from "ponder";

export const chainAnchors = onchainTable(
  "chain_anchors",
  (t) => ({
    blockNumber: t.bigint().notNull(),
    blockHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    at: t.bigint().notNull(),
    institution: t.integer().notNull(),
    number: t.bigint().notNull(),
    root: t.hex().notNull(),
    size: t.integer().notNull(),
    courseVersion: t.hex().notNull(),
    key: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.blockNumber, table.logIndex] }),
    batch: index().on(table.institution, table.number),
    version: index().on(table.courseVersion),
  }),
);

export const statusChanges = onchainTable(
  "status_changes",
  (t) => ({
    blockNumber: t.bigint().notNull(),
    blockHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    at: t.bigint().notNull(),
    institution: t.integer().notNull(),
    number: t.bigint().notNull(),
    action: t.text().notNull(),
    word: t.integer().notNull(),
    mask: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.blockNumber, table.logIndex] }),
    word: index().on(table.institution, table.number, table.word),
  }),
);

export const reviews = onchainTable(
  "reviews",
  (t) => ({
    blockNumber: t.bigint().notNull(),
    blockHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    at: t.bigint().notNull(),
    round: t.hex().notNull(),
    seat: t.integer().notNull(),
    sequence: t.bigint().notNull(),
    reviewDigest: t.hex().notNull(),
    ratings: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.blockNumber, table.logIndex] }),
    round: index().on(table.round),
  }),
);
