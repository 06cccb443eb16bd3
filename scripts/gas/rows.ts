import type { EasTable } from "./peers/eas.ts";

/** Peers whose figures are quoted, not measured here. */
export const QUOTED = ["Verax", "Sign", "DocumentStore"] as const;
export type Quoted = (typeof QUOTED)[number];

type Row = {
  readonly id: string;
  readonly says: string;
  /** Acts that the measured figure is shared by. */
  readonly count: number;
  /** Most that one act is to cost. */
  readonly target?: number;
  /** What the Ethereum Attestation Service does for the same; `times` of it where one act of ours is several there. */
  readonly eas?: keyof EasTable;
  readonly times?: number;
  /** Quoted figures of one act. */
  readonly quoted?: Partial<Record<Quoted, number>>;
  /** Name in the line of JSON. */
  readonly json?: string;
  readonly note?: string;
  /** Differs a little from run to run. */
  readonly varies?: true;
};

/** What is measured, in the order of the table. Gas, but for the last rows. */
export const ROWS = [
  {
    id: "review",
    json: "reviewOne",
    says: "review (reveal of a seal), one",
    count: 1,
    target: 62_000,
    eas: "review",
    quoted: { Verax: 433_603, Sign: 348_486 },
    note: "EAS: attestByDelegation of the same 192 bytes to no recipient; a recipient costs 22,100 more",
  },
  {
    id: "reviewsOfOnePanel",
    json: "reviewTenEach",
    says: "10 reviews of one panel in one submitMany, each",
    count: 10,
    target: 40_000,
    eas: "reviewTen",
    quoted: { Verax: 334_239, Sign: 289_898 },
    note: "EAS: multiAttestByDelegation of ten authors; Verax: 100 unsigned ones; Sign: 100",
  },
  {
    id: "reviewsOfFourPanels",
    says: "10 reviews of four panels in one submitMany, each",
    count: 10,
    target: 40_000,
    eas: "reviewTen",
    quoted: { Verax: 334_239, Sign: 289_898 },
  },
  { id: "reviewByPasskey", json: "reviewOnePasskey", says: "review by a passkey, P-256 by the chain", count: 1 },
  {
    id: "reviewByPasskeyInSolidity",
    says: "review by a passkey, P-256 in Solidity",
    count: 1,
    varies: true,
    note: "Prague rules: a chain without the precompile; depends on the signature, which is drawn at random",
  },
  {
    id: "round",
    json: "roundOfThree",
    says: "round, panel of 3: open, 3 seats in one, panel, 3 reviews in one, decide",
    count: 1,
    target: 650_000,
    eas: "review",
    times: 3,
    note: "EAS: the three reviews alone, without any procedure",
  },
  { id: "roundOpen", says: "  of it: open", count: 1 },
  { id: "roundSeats", says: "  of it: 3 seats in one appointMany, each", count: 3 },
  { id: "roundPanel", says: "  of it: panel", count: 1 },
  { id: "roundReviews", says: "  of it: 3 reviews in one submitMany, each", count: 3 },
  { id: "roundDecide", says: "  of it: decide", count: 1 },
  { id: "roundApart", says: "the same round, every act in a transaction of its own", count: 1 },
  { id: "roundSeatsApart", says: "  of it: 3 seats, each", count: 3 },
  { id: "roundReviewsApart", says: "  of it: 3 reviews, each", count: 3 },
  { id: "accept", says: "accept a round", count: 1 },
  { id: "seal", says: "seal, one of 3 apart, each", count: 3 },
  { id: "sealTogether", says: "3 seals in one sealMany, each", count: 3 },
  { id: "reply", says: "reply", count: 1 },
  { id: "close", says: "close a round", count: 1 },
  {
    id: "anchor",
    json: "anchorOne",
    says: "anchor a root",
    count: 1,
    target: 57_000,
    eas: "anchor",
    quoted: { Sign: 58_811, DocumentStore: 47_874 },
    note: "EAS: a timestamp that records no sender; DocumentStore 4: 48,168",
  },
  {
    id: "anchorTen",
    json: "anchorTenEach",
    says: "10 anchors by one signature (anchorBatches), each",
    count: 10,
    target: 30_500,
    eas: "anchorTen",
    quoted: { DocumentStore: 26_650 },
  },
  {
    id: "anchorTenSigned",
    says: "10 anchors by ten signatures (anchorMany), each",
    count: 10,
    eas: "anchorTen",
    quoted: { DocumentStore: 26_650 },
  },
  {
    id: "revokeFirst",
    json: "revokeOne",
    says: "revoke one, first in its word",
    count: 1,
    target: 55_000,
    eas: "revokeOne",
    quoted: { Verax: 73_708, Sign: 87_622, DocumentStore: 47_968 },
    note: "EAS: revokeOffchain of a digest, sent by its issuer: it has no relayed form; DocumentStore 4: 62,426",
  },
  {
    id: "revokeFurther",
    json: "revokeNextInWord",
    says: "revoke one, further in the same word",
    count: 1,
    target: 38_000,
    eas: "revokeAttestation",
    quoted: { Verax: 73_708, Sign: 87_622, DocumentStore: 47_968 },
    note: "EAS: revokeByDelegation of an attestation, relayed as ours",
  },
  {
    id: "revokeHundred",
    json: "revokeHundredEach",
    says: "revoke 100 spread over a batch of 1,000 by masks, each",
    count: 100,
    target: 1_350,
    eas: "revokeHundred",
    quoted: { Verax: 20_611, DocumentStore: 26_669 },
    note: "EAS: multiRevokeOffchain; Verax and DocumentStore: 10 in one transaction",
  },
  { id: "anchorDirect", says: "not relayed: anchor a root", count: 1, eas: "anchor" },
  { id: "revokeFirstDirect", says: "not relayed: revoke one, first in its word", count: 1, eas: "revokeOne" },
  { id: "revokeFurtherDirect", says: "not relayed: revoke one, further in the same word", count: 1, eas: "revokeOne" },
  { id: "lensOne", says: "lens, 1 credential", count: 1 },
  { id: "lensOfOneBatch", says: "lens, 200 credentials of one batch, each", count: 200 },
  { id: "lensOfManyBatches", says: "lens, 200 credentials of 200 batches, each", count: 200 },
  { id: "callsOne", says: "RPC calls to check 1 credential", count: 1, target: 1, quoted: { DocumentStore: 14 } },
  { id: "callsMany", json: "lensCallsForTwoHundred", says: "RPC calls to check 200 credentials", count: 1, target: 1 },
] as const satisfies readonly Row[];

export type RowId = (typeof ROWS)[number]["id"];
export type GasTable = Readonly<Record<RowId, number>>;
export const rows: readonly (Row & { readonly id: RowId })[] = ROWS;

/** Names of the peer's figures in the line of JSON, and the acts that each is shared by. */
export const EAS_JSON = {
  reviewOne: ["review", 1],
  reviewTenEach: ["reviewTen", 10],
  anchorOne: ["anchor", 1],
  anchorTenEach: ["anchorTen", 10],
  revokeOne: ["revokeOne", 1],
  revokeHundredEach: ["revokeHundred", 100],
  revokeAttestationOne: ["revokeAttestation", 1],
  revokeAttestationHundredEach: ["revokeHundredAttestations", 100],
} as const satisfies Record<string, readonly [keyof EasTable, number]>;
