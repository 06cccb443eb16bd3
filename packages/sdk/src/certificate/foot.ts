import type { Content } from "./pages.js";
import { A4, GREY, MARGIN, type Pen, RULE, WARN } from "./pen.js";
import { type Qr, qrOf } from "./qr.js";
import { sealOf } from "./seal.js";

export const REVIEW_HEIGHT = 62;
/** A module narrower than this does not print clearly: 0.34 mm. */
const LEAST_MODULE = 0.97;
const GAP = 18;
const SMALL = { size: 6.6, colour: GREY };
const BODY = { size: 7.8 };
const SMALL_LEADING = 9.4;
const RULE_GAP = 12;
const SMALL_GAP = 12;

/** Signs beside the review's words: never the colour alone. Drawn in a field of 20 by 20. */
const SIGNS: Readonly<Record<string, string>> = {
  met: "M5 10.5L8.8 14.2L15.4 6.4",
  conditional: "M10 5V11.5M10 14.4V14.9",
  "not-met": "M6 6L14 14M14 6L6 14",
  provisional: "M10 5V10.4L13.6 12.6",
};

/** The box with the result of the review that stood when the credential was issued. */
export function drawReview(pen: Pen, { facts, words }: Content, x: number, y: number, width: number): void {
  const { review } = facts;
  const { ink } = sealOf(facts.seal);
  pen.box(x, y, width, REVIEW_HEIGHT, "#f3f5f7");
  pen.box(x, y, 3, REVIEW_HEIGHT, review?.outcome === "not-met" ? WARN : ink);
  const sign = review === null ? undefined : SIGNS[review.outcome];
  const left = x + (sign === undefined ? 16 : 44);
  if (sign !== undefined) {
    const colour = review?.outcome === "not-met" ? WARN : ink;
    pen.stroke("M0 10a10 10 0 1 0 20 0a10 10 0 1 0 -20 0", x + 15, y + 19, 1, 1.3, colour);
    pen.stroke(sign, x + 15, y + 19, 1, 1.8, colour);
  }
  pen.text(words.review, left, y + 15, { size: 7.5, colour: GREY });
  const head = { size: 13, bold: true };
  const result = pen.shown(review === null ? words.noReview : (words.outcome[review.outcome] ?? review.outcome));
  pen.text(result, left, y + 33, review === null ? { size: 10.5 } : head);
  if (review !== null) {
    const { decidedAt, expiresAt } = review;
    const dates = [
      ...(decidedAt === null ? [] : [words.decided(words.date(decidedAt))]),
      ...(expiresAt === null ? [] : [words.stands(words.date(expiresAt))]),
    ].join(" · ");
    pen.text(dates, left + pen.width(result, head) + 12, y + 33, { size: 8.5, colour: GREY });
  }
  const note = review === null ? words.noReviewNote : words.reviewNote;
  for (const [i, line] of pen
    .wrapped(note, x + width - left - 12, { size: 7.5 })
    .slice(0, 2)
    .entries()) {
    pen.text(line, left, y + 47 + i * 10, { size: 7.5, colour: GREY });
  }
}

/** How high the foot of the first page is. */
export function footerHeight(content: Content): number {
  return RULE_GAP + Math.max(sideOf(qrOf(content.link)), 92) + SMALL_GAP + smallPrint(content).length * SMALL_LEADING;
}

/** The code, how to verify, and the small print. */
export function drawFooter(pen: Pen, content: Content, x: number, y: number, width: number): void {
  const { words, link, holdsCredential, attachment, verifyPage } = content;
  const qr = qrOf(link);
  const side = sideOf(qr);
  pen.line(x, y, width, 0.6, RULE);
  const top = y + RULE_GAP;
  pen.fill(qr.path, x, top, side / qr.modules, "#000000");
  const left = x + side + GAP;
  const room = A4.width - MARGIN - left;
  let at = top + 8;
  const say = (text: string, most: number) => {
    for (const line of pen.wrapped(text, room, BODY).slice(0, most)) {
      pen.text(line, left, at, BODY);
      at += 10.8;
    }
    at += 2;
  };
  pen.text(words.verify, left, at, { size: 9, bold: true });
  at += 14;
  say(words.verifySteps[holdsCredential ? 0 : 1], 5);
  say(verifyPage, 1);
  say(words.attached(attachment), 2);
  for (const [i, text] of smallPrint(content).entries()) {
    const below = top + Math.max(side, 92) + SMALL_GAP + 6 + i * SMALL_LEADING;
    pen.text(pen.clipped(text, width, SMALL), x, below, SMALL);
  }
}

/** What identifies the credential, for whoever has paper only. */
function smallPrint({ facts, words }: Content): readonly string[] {
  const { place, id, digest } = facts;
  return [
    ...(id === null ? [] : [`${words.credential}: ${id}`]),
    `${words.digest}: ${digest}`,
    ...(place === null
      ? []
      : [`${words.batch}: ${place.institution}/${place.number}#${place.index}  ${words.network}: ${place.network}`]),
  ];
}

function sideOf({ modules }: Qr): number {
  return Math.min(Math.max(modules * LEAST_MODULE, 92), 150);
}
