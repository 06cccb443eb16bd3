/** The peers whose figures are quoted. */
export const PEERS = ["EAS 1.4", "Verax", "Sign", "DocumentStore"] as const;
export type Peer = (typeof PEERS)[number];

type Row = {
  readonly id: string;
  readonly says: string;
  /** Acts that the measured figure is shared by. */
  readonly count: number;
  /** Most that one act is to cost. */
  readonly target?: number;
  /** Quoted figures of one act. */
  readonly peers?: Partial<Record<Peer, number>>;
  readonly note?: string;
};

/** What is measured, in the order of the table. Gas, but for the last rows. */
export const ROWS = [
  {
    id: "review",
    says: "review, one",
    count: 1,
    target: 62_000,
    peers: { "EAS 1.4": 338_777, Verax: 433_603, Sign: 348_486 },
  },
  {
    id: "reviewsOfOnePanel",
    says: "10 reviews of one panel in one submitMany, each",
    count: 10,
    target: 40_000,
    peers: { "EAS 1.4": 307_314, Verax: 334_239, Sign: 289_898 },
    note: "Verax: 100 unsigned ones; Sign: 100",
  },
  {
    id: "reviewsOfFourPanels",
    says: "10 reviews of four panels in one submitMany, each",
    count: 10,
    target: 40_000,
    peers: { "EAS 1.4": 307_314, Verax: 334_239, Sign: 289_898 },
    note: "Verax: 100 unsigned ones; Sign: 100",
  },
  { id: "reviewByPasskey", says: "review by a passkey, one", count: 1 },
  {
    id: "round",
    says: "round, panel of 3: open, 3 seats, panel, 3 reviews, decide",
    count: 1,
    target: 650_000,
    peers: { "EAS 1.4": 3 * 338_777 },
    note: "EAS: the three reviews alone, without any procedure",
  },
  { id: "roundOpen", says: "  of it: open", count: 1 },
  { id: "roundSeats", says: "  of it: 3 seats, each", count: 3 },
  { id: "roundPanel", says: "  of it: panel", count: 1 },
  { id: "roundReviews", says: "  of it: 3 reviews, each", count: 3 },
  { id: "roundDecide", says: "  of it: decide", count: 1 },
  { id: "accept", says: "accept a round", count: 1 },
  { id: "reply", says: "reply", count: 1 },
  { id: "close", says: "close a round", count: 1 },
  {
    id: "anchor",
    says: "anchor a root",
    count: 1,
    target: 57_000,
    peers: { "EAS 1.4": 45_869, Sign: 58_811, DocumentStore: 47_874 },
    note: "EAS: a timestamp that records no sender; DocumentStore 4: 48,168",
  },
  {
    id: "anchorTen",
    says: "10 anchors in one anchorMany, each",
    count: 10,
    target: 30_500,
    peers: { "EAS 1.4": 26_756, DocumentStore: 26_650 },
  },
  {
    id: "revokeFirst",
    says: "revoke one, first in its word",
    count: 1,
    target: 55_000,
    peers: { "EAS 1.4": 46_349, Verax: 73_708, Sign: 87_622, DocumentStore: 47_968 },
    note: "DocumentStore 4: 62,426",
  },
  {
    id: "revokeFurther",
    says: "revoke one, further in the same word",
    count: 1,
    target: 38_000,
    peers: { "EAS 1.4": 46_349, Verax: 73_708, Sign: 87_622, DocumentStore: 47_968 },
    note: "DocumentStore 4: 62,426",
  },
  {
    id: "revokeHundred",
    says: "revoke 100 spread over a batch of 1,000 by masks, each",
    count: 100,
    target: 1_350,
    peers: { "EAS 1.4": 25_260, Verax: 20_611, DocumentStore: 26_669 },
    note: "Verax and DocumentStore: 10 in one transaction",
  },
  { id: "anchorDirect", says: "not relayed: anchor a root", count: 1 },
  { id: "revokeFirstDirect", says: "not relayed: revoke one, first in its word", count: 1 },
  { id: "revokeFurtherDirect", says: "not relayed: revoke one, further in the same word", count: 1 },
  { id: "lensOne", says: "lens, 1 credential", count: 1 },
  { id: "lensOfOneBatch", says: "lens, 200 credentials of one batch, each", count: 200 },
  { id: "lensOfManyBatches", says: "lens, 200 credentials of 200 batches, each", count: 200 },
  { id: "callsOne", says: "RPC calls to check 1 credential", count: 1, target: 1, peers: { DocumentStore: 14 } },
  { id: "callsMany", says: "RPC calls to check 200 credentials", count: 1, target: 1 },
] as const satisfies readonly Row[];

export type RowId = (typeof ROWS)[number]["id"];
export type GasTable = Readonly<Record<RowId, number>>;
export const rows: readonly (Row & { readonly id: RowId })[] = ROWS;
