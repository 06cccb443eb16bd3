/**
 * Columns of a row that one log of the chain stands behind. The row goes when its block goes; `position` is the order
 * that the chain assigned, the same in every rebuild, and the key of every page. Part of published migrations: never
 * edited.
 */
export const CHAIN_ROW = `
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null check (log_index between 0 and 1048575),
  transaction_hash text not null,
  at bigint not null,
  position bigint not null generated always as (block_number * 1048576 + log_index) stored,
  foreign key (block_number, block_hash) references blocks (number, hash) on delete cascade`;
