import { packRatings, ReviewDocument } from "@peerseal/sdk";
import { statementOf, tidy } from "./conflicts.js";
import { type Draft, ratingOf } from "./draft.js";
import { criteriaFor, mustRate, type Task } from "./task.js";

/** What is wrong with one field, in a word that a text stands for. */
export type Fault = "missing" | "too-long" | "one-line" | "number" | "must-rate" | "unfit";

/**
 * One field that keeps a review from being complete. `field`: `rating.<criterion>.comment`,
 * `rating.<criterion>.evidence.0.path`, `conflict.<category>`, `strengths`, `minutes`, `ai`, `language`.
 */
export type Finding = { readonly field: string; readonly fault: Fault };

/** A review as far as it is written: the document, or what is missing. */
export type Checked =
  | { readonly state: "complete"; readonly document: ReviewDocument; readonly ratings: string }
  | { readonly state: "incomplete"; readonly findings: readonly Finding[] };

/**
 * Makes the `review/1` document of a draft. The SDK's own schema says what is wrong; only what a round asks beyond the
 * schema (a level that the contract demands) is added here.
 *
 * @param notForRole why a criterion is left out, in the language of the review.
 */
export function checkDraft(draft: Draft, task: Task, notForRole: string): Checked {
  const candidate = candidateOf(draft, task, notForRole);
  const parsed = ReviewDocument.safeParse(candidate);
  const owed = criteriaFor(task)
    .filter((criterion) => mustRate(task, criterion) && ratingOf(draft, criterion.id).choice === "cannot")
    .map(({ id }): Finding => ({ field: `rating.${id}.choice`, fault: "must-rate" }));
  if (parsed.success && owed.length === 0) {
    const ratings = task.isFormative ? 0n : packRatings(levelsOf(parsed.data, task));
    return { state: "complete", document: parsed.data, ratings: ratings.toString() };
  }
  const issues = parsed.success ? [] : parsed.error.issues;
  const found = issues.map(({ path, code, message }): Finding => {
    const field = fieldOf(path, candidate);
    return { field, fault: faultOf(field, code, message, valueAt(candidate, path)) };
  });
  return { state: "incomplete", findings: distinctFields([...found, ...owed]) };
}

function candidateOf(draft: Draft, task: Task, notForRole: string) {
  const { minutesSpent, ai } = draft;
  return {
    schema: "peerseal.review/1",
    round: task.round,
    seat: task.seat,
    language: draft.language,
    conflicts: statementOf(draft.conflicts),
    ratings: ratingsOf(draft, task, notForRole),
    strengths: textsOf(draft.strengths),
    requiredChanges: textsOf(draft.requiredChanges),
    suggestions: textsOf(draft.suggestions),
    minutesSpent: /^\d{1,6}$/.test(minutesSpent.trim()) ? Number(minutesSpent) : null,
    aiUse: ai.used === true ? { used: true, text: tidy(ai.text) } : { used: ai.used },
  };
}

function ratingsOf(draft: Draft, task: Task, notForRole: string) {
  const asked = new Set(criteriaFor(task).map(({ id }) => id));
  const judged = task.rubric.criteria.filter(({ rapid }) => task.route === "panel" || rapid);
  return judged.flatMap(({ id: criterion }): object[] => {
    if (!asked.has(criterion)) return task.isFormative ? [] : [{ criterion, level: null, reason: notForRole }];
    const { choice, reason, confidence, comment, evidence } = ratingOf(draft, criterion);
    // Advice need not speak to every criterion.
    if (choice === null && task.isFormative) return [];
    if (choice === "cannot") return [{ criterion, level: null, reason: tidy(reason) }];
    const written = tidy(comment);
    const isLow = choice === 0 || choice === 1;
    const places = evidence.map((one) => ({
      path: tidy(one.path),
      location: tidy(one.location),
      text: tidy(one.text),
    }));
    const last = places.findLastIndex(({ path, location, text }) => path + location + text !== "");
    return [
      {
        criterion,
        // No level fits the schema; undefined is found as missing.
        level: choice ?? undefined,
        confidence,
        comment: written === "" && !isLow ? null : written,
        // Empty places at the end were opened and not used.
        evidence: places.slice(0, last + 1),
      },
    ];
  });
}

function levelsOf(document: ReviewDocument, { rubric }: Task): readonly (number | null)[] {
  const given = new Map(document.ratings.map(({ criterion, level }) => [criterion, level]));
  return rubric.criteria.map(({ id }) => given.get(id) ?? null);
}

function textsOf(texts: readonly string[]): string[] {
  return texts.map(tidy).filter((text) => text !== "");
}

type Candidate = ReturnType<typeof candidateOf>;

function fieldOf(path: readonly PropertyKey[], { ratings }: Candidate): string {
  const [member, place, ...rest] = path.map(String);
  switch (member) {
    case "ratings": {
      const rating = ratings[Number(place)];
      const criterion = rating !== undefined && "criterion" in rating ? String(rating.criterion) : "";
      const [part = "level"] = rest;
      return ["rating", criterion, part === "level" ? "choice" : part, ...rest.slice(1)].join(".");
    }
    case "conflicts":
      return `conflict.${place}`;
    case "minutesSpent":
      return "minutes";
    case "aiUse":
      return "ai";
    default:
      return member ?? "";
  }
}

function faultOf(field: string, code: string | undefined, message: string, value: unknown): Fault {
  if (code === "too_small" || value === undefined || value === null || value === "") {
    return field === "minutes" ? "number" : "missing";
  }
  if (code === "too_big") return field === "minutes" ? "number" : "too-long";
  return message === "expected one line" ? "one-line" : "unfit";
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? Object.entries(at).find(([k]) => k === String(key))?.[1] : at,
    value,
  );
}

/** A field says one thing at a time: the first. */
function distinctFields(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map([...findings].reverse().map((finding) => [finding.field, finding])).values()].reverse();
}
