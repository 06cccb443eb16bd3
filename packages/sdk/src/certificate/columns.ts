import type { Content } from "./pages.js";
import { GREY, INK, type Line, type Pen } from "./pen.js";
import { sealOf } from "./seal.js";

const BODY = { size: 9.5 };
const LEADING = 13.6;
const INDENT = 14;
/** Width of the labels beside the details. */
const LABELS = 66;
const LABEL = { size: 7.5, colour: GREY };
const VALUE = { size: 9, colour: INK };
/** A tick, in a field of 8 by 8. */
const TICK = "M0.6 4.4L3 6.8L7.6 1.4";
const DOT = "M0 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0Z";

/** The learning outcomes, lines for each: a tick before one that was attained, a dot before the others. */
export function outcomeLines(pen: Pen, { facts }: Content, width: number): Line[][] {
  const { ink } = sealOf(facts.seal);
  return facts.outcomes.map(({ text, attained }) => [
    ...pen.wrapped(text, width - INDENT, BODY).map((line, i) => ({
      height: LEADING,
      draw: (on: Pen, x: number, y: number) => {
        on.text(line, x + INDENT, y + 10, BODY);
        if (i > 0) return;
        if (attained) on.stroke(TICK, x, y + 2, 1, 1.3, ink);
        else on.fill(DOT, x + 2, y + 2.5, 1, GREY);
      },
    })),
    space(4),
  ]);
}

/** A small heading over a column. */
export function heading(text: string): Line {
  return { height: 18, draw: (pen, x, y) => pen.text(text, x, y + 9, LABEL) };
}

/** What the course and the award were, as pairs of label and value. */
export function detailLines(pen: Pen, { facts, words }: Content, width: number): Line[] {
  const { awarded, validUntil, from, to, workloadMinutes, form, identityCheck } = facts;
  const date = (time: string | null) => (time === null ? null : words.date(time));
  const [first, last] = [date(from), date(to)];
  const taught = first === null || first === last ? last : `${first} –\n${last ?? ""}`;
  const pairs: readonly (readonly [string, string | null])[] = [
    [words.workload, workloadMinutes === null ? null : words.hours(workloadMinutes)],
    [words.credits, joined(facts.credits)],
    [words.level, joined(facts.levels)],
    [words.taught, taught],
    [words.awarded, date(awarded)],
    [words.validUntil, date(validUntil)],
    [words.form, form === null ? null : (words.forms[form] ?? form)],
    [words.identity, identityCheck === null ? null : (words.identities[identityCheck] ?? identityCheck)],
    [words.version, joined([facts.courseCode, facts.version].filter((text) => text !== null))],
  ];
  const values = width - LABELS;
  return pairs.flatMap(([label, value]) => {
    if (value === null) return [];
    const lines = pen.wrapped(value, values, VALUE).map((line, i) => ({
      height: 12.6,
      draw: (on: Pen, x: number, y: number) => {
        if (i === 0) on.text(label, x, y + 9, LABEL);
        on.text(line, x + LABELS, y + 9, VALUE);
      },
    }));
    return [...lines, space(4.4)];
  });
}

function space(height: number): Line {
  return { height, draw: () => undefined };
}

function joined(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : parts.join(" · ");
}
