import type { ReviewDocument } from "@peerseal/sdk";
import { byCategory } from "./conflicts.js";
import type { Draft, RatingDraft } from "./draft.js";

/** A review as a draft to go on from, such as for its revision. */
export function draftOf(document: ReviewDocument): Draft {
  return {
    language: document.language,
    conflicts: byCategory((category) => {
      const answer = document.conflicts[category];
      return { declared: answer.declared, text: answer.declared ? answer.text : "" };
    }),
    ratings: Object.fromEntries(document.ratings.map((rating) => [rating.criterion, ratingDraftOf(rating)])),
    strengths: document.strengths,
    requiredChanges: document.requiredChanges,
    suggestions: document.suggestions,
    minutesSpent: String(document.minutesSpent),
    ai: { used: document.aiUse.used, text: document.aiUse.used ? document.aiUse.text : "" },
  };
}

function ratingDraftOf(rating: ReviewDocument["ratings"][number]): RatingDraft {
  if (rating.level === null) {
    return { choice: "cannot", reason: rating.reason, confidence: null, comment: "", evidence: [] };
  }
  const { level, confidence, comment, evidence } = rating;
  return { choice: level, reason: "", confidence, comment: comment ?? "", evidence };
}
