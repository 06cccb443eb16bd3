import type { Hex, wire } from "@peerseal/sdk";
import type { Table } from "./csv.js";
import { type Column, type Known, learnerOf, type Row, rowsOf } from "./learners.js";

export const STEPS = ["course", "learners", "check", "confirm"] as const;
export type StepName = (typeof STEPS)[number];

/** What is the same for everybody of a list. Days as `YYYY-MM-DD`, empty: not said. */
export type Terms = {
  readonly start: string;
  readonly end: string;
  readonly validUntil: string;
  readonly basis: "assessed" | "participation";
  readonly language: string;
};

/** Rows that are sent with one key, by their lines: asked again with the same key, the registry issues once. */
export type Pending = { readonly key: string; readonly lines: readonly number[] };
export type Sent = { readonly number: number; readonly lines: readonly number[] };

/** A list of learners on its way to credentials. It holds personal data: it is erased once all is accepted. */
export type Draft = {
  readonly step: StepName;
  readonly version: Hex | null;
  /** Why it is issued without a review result that stands; empty where one does. */
  readonly reason: string;
  /** Name of the list's file, and the encoding in which it was read. */
  readonly list: { readonly name: string; readonly encoding: string } | null;
  readonly table: Table;
  readonly hasHeader: boolean;
  readonly columns: readonly Column[];
  /** null: to be made from table and columns. */
  readonly rows: readonly Row[] | null;
  readonly terms: Terms;
  readonly sent: readonly Sent[];
  readonly pending: Pending | null;
};

export const EMPTY_DRAFT: Draft = {
  step: "course",
  version: null,
  reason: "",
  list: null,
  table: [],
  hasHeader: true,
  columns: [],
  rows: null,
  terms: { start: "", end: "", validUntil: "", basis: "assessed", language: "" },
  sent: [],
  pending: null,
};

/** Credentials that one request takes. */
export const MOST_AT_ONCE = 1_000;

/** Rows of a draft, as repaired or as the list has them. */
export function rowsIn({ rows, table, hasHeader, columns }: Draft): readonly Row[] {
  return rows ?? rowsOf(table, hasHeader, columns);
}

/** Rows that no batch has taken yet. */
export function rowsLeft(draft: Draft): readonly Row[] {
  const taken = new Set(draft.sent.flatMap(({ lines }) => lines));
  return rowsIn(draft).filter(({ line }) => !taken.has(line));
}

/** The next rows to send: those on their way, else the first that are left. null: all are taken. */
export function nextPending(draft: Draft, key: () => string, most = MOST_AT_ONCE): Pending | null {
  if (draft.pending !== null) return draft.pending;
  const lines = rowsLeft(draft)
    .slice(0, most)
    .map(({ line }) => line);
  return lines.length === 0 ? null : { key: key(), lines };
}

/** The request for some rows of a draft; the same for the same draft. */
export function requestOf(draft: Draft, institution: number, { lines }: Pending): wire.IssueRequest {
  if (draft.version === null) throw new TypeError("A course version is chosen before anything is sent.");
  const wanted = new Set(lines);
  const { start, end, validUntil, basis, language } = draft.terms;
  const reason = reasonOf(draft);
  return {
    courseVersion: draft.version,
    institution,
    learners: rowsIn(draft)
      .filter(({ line }) => wanted.has(line))
      .map(learnerOf),
    awardBasis: basis,
    ...(start === "" ? {} : { activityStartDate: `${start}T00:00:00Z` }),
    ...(end === "" ? {} : { activityEndDate: `${end}T00:00:00Z` }),
    ...(validUntil === "" ? {} : { validUntil: `${validUntil}T23:59:59Z` }),
    ...(language === "" ? {} : { language }),
    // Whatever stands meanwhile: a request that is sent again is the same.
    ...(reason === "" ? {} : { override: { reason } }),
  };
}

/** Fewer characters are no reason, and the registry takes no more. */
export const REASON_LENGTH = { least: 10, most: 500 } as const;

/** Why something is issued although no review result stands; empty: no reason was given. */
export function reasonOf({ reason }: Pick<Draft, "reason">): string {
  return reason.trim().normalize("NFC");
}

/** Whether a reason is asked for and still to be given. What is on its way stays as it is. */
export function lacksReason(draft: Draft, isLive: boolean): boolean {
  const { length } = reasonOf(draft);
  const isGiven = length >= REASON_LENGTH.least && length <= REASON_LENGTH.most;
  return !isLive && !isGiven && draft.pending === null && draft.sent.length === 0;
}

/** Ids that a version's document knows. */
export function knownOf(descriptor: wire.VersionDetail["descriptor"]): Known {
  return { outcomes: idsOf(descriptor?.learningOutcomes), assessments: idsOf(descriptor?.assessments) };
}

function idsOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) =>
    typeof entry === "object" && entry !== null && "id" in entry && typeof entry.id === "string" ? [entry.id] : [],
  );
}
