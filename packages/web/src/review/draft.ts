import { CONFLICT_CATEGORIES, isObject } from "@peerseal/sdk";
import { byCategory, type ConflictAnswer, type Conflicts, NO_ANSWERS } from "./conflicts.js";

export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const LEVELS = [0, 1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

/** Where a finding is, while it is being written. */
export type EvidenceDraft = { readonly path: string; readonly location: string; readonly text: string };

/** One criterion while it is being judged. `choice`: a level, `cannot` judge it, or nothing chosen yet. */
export type RatingDraft = {
  readonly choice: Level | "cannot" | null;
  readonly reason: string;
  readonly confidence: Confidence | null;
  readonly comment: string;
  readonly evidence: readonly EvidenceDraft[];
};

/** A review while it is being written: texts as they were typed. */
export type Draft = {
  readonly language: string;
  readonly conflicts: Conflicts;
  readonly ratings: Readonly<Record<string, RatingDraft>>;
  readonly strengths: readonly string[];
  readonly requiredChanges: readonly string[];
  readonly suggestions: readonly string[];
  /** As typed. */
  readonly minutesSpent: string;
  readonly ai: { readonly used: boolean | null; readonly text: string };
};

export const EMPTY_RATING: RatingDraft = { choice: null, reason: "", confidence: null, comment: "", evidence: [] };
export const EMPTY_EVIDENCE: EvidenceDraft = { path: "", location: "", text: "" };

/** A draft with nothing in it but the language that it will be written in. */
export function emptyDraft(language: string, conflicts: Conflicts = NO_ANSWERS): Draft {
  return {
    language,
    conflicts,
    ratings: {},
    strengths: [],
    requiredChanges: [],
    suggestions: [],
    minutesSpent: "",
    ai: { used: null, text: "" },
  };
}

export function ratingOf(draft: Draft, criterion: string): RatingDraft {
  return draft.ratings[criterion] ?? EMPTY_RATING;
}

export function withRating(draft: Draft, criterion: string, change: Partial<RatingDraft>): Draft {
  const rating = { ...ratingOf(draft, criterion), ...change };
  return { ...draft, ratings: { ...draft.ratings, [criterion]: rating } };
}

/** Reads a draft that comes from a file or an older version of this page: what does not fit is left empty. */
export function readDraft(value: unknown): Draft | null {
  if (!isObject(value) || typeof value.language !== "string" || !isObject(value.ratings)) return null;
  const conflicts = isObject(value.conflicts) ? value.conflicts : {};
  const ai = isObject(value.ai) ? value.ai : {};
  return {
    language: value.language,
    conflicts: byCategory((category) => readAnswer(conflicts[category])),
    ratings: Object.fromEntries(Object.entries(value.ratings).map(([id, rating]) => [id, readRating(rating)])),
    strengths: readTexts(value.strengths),
    requiredChanges: readTexts(value.requiredChanges),
    suggestions: readTexts(value.suggestions),
    minutesSpent: readText(value.minutesSpent),
    ai: { used: readBoolean(ai.used), text: readText(ai.text) },
  };
}

/** Reads a statement of ties that was kept. */
export function readConflicts(value: unknown): Conflicts {
  const given = isObject(value) ? value : {};
  return byCategory((category) => readAnswer(given[category]));
}

function readAnswer(value: unknown): ConflictAnswer {
  const given = isObject(value) ? value : {};
  return { declared: readBoolean(given.declared), text: readText(given.text) };
}

function readRating(value: unknown): RatingDraft {
  if (!isObject(value)) return EMPTY_RATING;
  return {
    choice: value.choice === "cannot" ? "cannot" : (LEVELS.find((level) => level === value.choice) ?? null),
    reason: readText(value.reason),
    confidence: CONFIDENCES.find((one) => one === value.confidence) ?? null,
    comment: readText(value.comment),
    evidence: (Array.isArray(value.evidence) ? value.evidence : []).filter(isObject).map((one) => ({
      path: readText(one.path),
      location: readText(one.location),
      text: readText(one.text),
    })),
  };
}

function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function readText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function readBoolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** Whether anything was written beside the statement of ties. */
export function isBegun(draft: Draft): boolean {
  const { ratings, strengths, requiredChanges, suggestions } = draft;
  return Object.keys(ratings).length + strengths.length + requiredChanges.length + suggestions.length > 0;
}

/** Whether every kind of tie has been asked for; a statement of an older page may lack one. */
export function hasStatement(conflicts: Conflicts): boolean {
  return CONFLICT_CATEGORIES.every((category) => conflicts[category].declared !== null);
}
