import { isObject, type wire } from "@peerseal/sdk";
import { ruleIn, usualOn, type Wish } from "./opening.js";

/** What can be chosen from. */
export type Choices = {
  readonly versions: readonly wire.VersionDetail[];
  readonly rubrics: readonly wire.RubricDetail[];
  /** The round that is appealed against; null: none. */
  readonly first: wire.RoundDetail | null;
  /** The version that was asked for. */
  readonly start: string;
};

const NO_RUBRIC = {
  route: "panel",
  seats: { "subject-expert": 2, education: 0, practitioner: 0, learner: 1, chair: 0 },
  days: 365,
} satisfies Partial<Wish>;

/** What stands in the form at first: the rubric's least panel, four weeks, the longest validity. */
export function firstWish({ versions, rubrics, first, start }: Choices, now: number): Wish {
  const rubric = rubrics.find(({ id }) => id === first?.rubric) ?? rubrics[0];
  const usual = rubric === undefined ? { ...NO_RUBRIC, reviewUntil: now } : usualOn(ruleIn(rubric), "panel", now);
  const languages = versions.find(({ id }) => id === start)?.descriptor?.languages;
  return {
    version: start,
    rubric: rubric?.id ?? "",
    convener: 0,
    purpose: "summative",
    basis: first?.basis === "delivered" ? "delivered" : "design",
    ...usual,
    ...(first === null || first.route === "rapid" ? {} : { seats: first.seatsWanted }),
    languages: Array.isArray(languages) ? languages.filter((one) => typeof one === "string") : ["en"],
  };
}

/** Name of a rubric in the language that is shown. */
export function rubricName(
  rubric: wire.RubricDetail,
  textIn: (texts: Readonly<Record<string, string>>) => { readonly text: string } | null,
): string {
  const name = rubric.document?.name;
  const texts = isObject(name)
    ? Object.fromEntries(Object.entries(name).map(([tag, value]) => [tag, String(value)]))
    : {};
  return textIn(texts)?.text ?? rubric.id.slice(0, 10);
}
