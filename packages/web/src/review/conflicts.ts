import { CONFLICT_CATEGORIES, type ConflictCategory, type Digest, digestOf, type Hex } from "@peerseal/sdk";

/** An answer for one kind of tie while it is being given; `declared` null: not answered yet. */
export type ConflictAnswer = { readonly declared: boolean | null; readonly text: string };
/** Answers for every kind of tie. */
export type Conflicts = Readonly<Record<ConflictCategory, ConflictAnswer>>;

const UNANSWERED: ConflictAnswer = { declared: null, text: "" };

/** One value for each kind of tie. */
export function byCategory<T>(answer: (category: ConflictCategory) => T): Readonly<Record<ConflictCategory, T>> {
  return {
    employment: answer("employment"),
    "co-author": answer("co-author"),
    supervision: answer("supervision"),
    family: answer("family"),
    financial: answer("financial"),
    "recognition-partner": answer("recognition-partner"),
    "reciprocal-review": answer("reciprocal-review"),
    "prior-involvement": answer("prior-involvement"),
  };
}

export const NO_ANSWERS: Conflicts = byCategory(() => UNANSWERED);

/** Kinds of tie without a full answer: none given, or a tie without a word about it. */
export function unanswered(conflicts: Conflicts): readonly ConflictCategory[] {
  return CONFLICT_CATEGORIES.filter((category) => {
    const { declared, text } = conflicts[category];
    return declared === null || (declared && tidy(text) === "");
  });
}

/** Kinds of tie that were declared. */
export function declaredTies(conflicts: Conflicts): readonly ConflictCategory[] {
  return CONFLICT_CATEGORIES.filter((category) => conflicts[category].declared === true);
}

/** The statement as `review/1` holds it; what is not answered is left for its parser to find. */
export function statementOf(conflicts: Conflicts) {
  return byCategory((category) => {
    const { declared, text } = conflicts[category];
    return declared === true ? { declared, text: tidy(text) } : { declared };
  });
}

/**
 * Digest of a statement, bound to its round and signer: the published review can be held against what was declared before
 * the dossier was opened.
 */
export function statementDigest(round: Hex, signer: Hex, conflicts: Conflicts): Digest {
  return digestOf({ round, signer, conflicts: statementOf(conflicts) });
}

/** A text as documents hold it: normal form C, no NUL, no half characters, no space around it. */
export function tidy(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "").normalize("NFC").trim();
}
