import type { PDFPage } from "@cantoo/pdf-lib";
import { detailLines, heading, outcomeLines } from "./columns.js";
import type { Facts } from "./facts.js";
import { drawFooter, drawReview, footerHeight, REVIEW_HEIGHT } from "./foot.js";
import { A4, GREY, INK, type Line, MARGIN, type Pen, RULE, WARN } from "./pen.js";
import { raysPath, sealOf } from "./seal.js";
import type { CertificateLanguage, Words } from "./words.js";
import { wrapEvenly } from "./wrap.js";

/** Everything that stands on a certificate. */
export type Content = {
  readonly facts: Facts;
  readonly words: Words;
  readonly language: CertificateLanguage;
  readonly link: string;
  readonly holdsCredential: boolean;
  readonly attachment: string;
  readonly verifyPage: string;
  readonly holderName: string | null;
};

const WIDTH = A4.width - 2 * MARGIN;
const GAP = 26;
const DETAILS = 184;
const OUTCOMES = WIDTH - GAP - DETAILS;
const BOTTOM = A4.height - 40;
/** Sizes for the course's title, largest first, each with the lines that it may take. */
const TITLES = [
  [26, 2],
  [22, 3],
  [18, 4],
  [14, 6],
] as const;
const LOCAL_CHAIN = "eip155:31337:";

/** Draws a certificate: one page, and as many more as its outcomes take. */
export function drawPages(pen: Pen, addPage: () => PDFPage, content: Content): void {
  const { facts, words } = content;
  const pages = [pen.page];
  const top = drawHead(pen, content);
  const foot = BOTTOM - footerHeight(content);
  const review = foot - REVIEW_HEIGHT - 18;
  drawReview(pen, content, MARGIN, review, WIDTH);
  drawFooter(pen, content, MARGIN, foot, WIDTH);

  const bottom = review - 14;
  let details = drawColumn(pen, detailLines(pen, content, DETAILS), MARGIN + OUTCOMES + GAP, top, bottom);
  const shown = drawOutcomes(pen, content, top, bottom);
  // What is left has the whole width, and may part in the middle of an outcome.
  let outcomes: readonly Line[] = outcomeLines(pen, content, WIDTH).slice(shown).flat();
  while (outcomes.length + details.length > 0) {
    pen.page = addPage();
    pages.push(pen.page);
    const next = drawRunningHead(pen, content);
    const left = details.length > 0 ? details : outcomes;
    const rest = drawColumn(pen, left, MARGIN, next, BOTTOM - 20);
    if (details.length > 0) details = rest;
    else outcomes = rest;
  }
  if (pages.length === 1) return;
  for (const [i, page] of pages.entries()) {
    pen.page = page;
    const text = words.page(i + 1, pages.length);
    const style = { size: 7, colour: GREY };
    pen.text(text, A4.width - MARGIN - pen.width(text, style), A4.height - 24, style);
    if (i > 0) pen.text(pen.shown(`${words.digest}: ${facts.digest}`), MARGIN, A4.height - 24, style);
  }
}

/** Draws what fits between two heights; gives what does not. At least one line, so that it ends. */
function drawColumn(pen: Pen, lines: readonly Line[], x: number, from: number, to: number): readonly Line[] {
  let y = from;
  for (const [i, line] of lines.entries()) {
    if (i > 0 && y + line.height > to) return lines.slice(i);
    line.draw(pen, x, y);
    y += line.height;
  }
  return [];
}

/** Draws whole outcomes as long as there is room; gives how many. */
function drawOutcomes(pen: Pen, content: Content, from: number, to: number): number {
  const { facts, words } = content;
  if (facts.outcomes.length === 0) return 0;
  let y = drawn(pen, [heading(words.outcomes[facts.basis])], from);
  for (const [i, lines] of outcomeLines(pen, content, OUTCOMES).entries()) {
    const height = lines.reduce((sum, line) => sum + line.height, 0);
    if (y + height > to + 6) return i;
    y = drawn(pen, lines, y);
  }
  return facts.outcomes.length;
}

function drawn(pen: Pen, lines: readonly Line[], from: number): number {
  let y = from;
  for (const line of lines) {
    line.draw(pen, MARGIN, y);
    y += line.height;
  }
  return y;
}

/** From the institution down to the rule under the title; gives the height below it. */
function drawHead(pen: Pen, { facts, words, language, holderName }: Content): number {
  const { ink } = sealOf(facts.seal);
  drawMark(pen, facts, A4.width - MARGIN - 27, 69);
  if (facts.place?.network.startsWith(LOCAL_CHAIN)) drawTestNotice(pen, words);

  const name = { size: 13, bold: true };
  let y = 58;
  for (const line of pen.wrapped(facts.institution, WIDTH - 90, name).slice(0, 3)) {
    pen.text(line, MARGIN, y, name);
    y += 18;
  }
  const web = facts.web === null ? "" : facts.web.replace(/^https?:\/\//, "").replace(/\/$/, "");
  pen.text(pen.clipped(web, WIDTH - 90, { size: 8.5 }), MARGIN, y - 2, { size: 8.5, colour: GREY });

  y = Math.max(y + 46, 142);
  pen.text(words.certificate, MARGIN, y, { size: language === "ja" ? 30 : 28, bold: true, colour: ink });
  const kicker = { size: 11, colour: GREY };
  pen.text(words.micro, A4.width - MARGIN - pen.width(words.micro, kicker), y, kicker);
  pen.line(MARGIN, y + 14, WIDTH, 1.4, ink);

  y += 40;
  pen.text(words.nameLine, MARGIN, y, { size: 8.5, colour: GREY });
  y += 24;
  if (holderName !== null) {
    const style = { size: 17, bold: true };
    for (const line of pen.wrapped(holderName, WIDTH, style).slice(0, 2)) {
      pen.text(line, MARGIN, y, style);
      y += 24;
    }
    y -= 24;
  }
  pen.line(MARGIN, y + 7, WIDTH, 0.6, RULE);
  pen.text(words.nameNote, MARGIN, y + 19, { size: 7, colour: GREY });
  y += 50;

  const basis = { size: 10.5, colour: INK };
  if (language === "en") {
    pen.text(words.basis[facts.basis], MARGIN, y, basis);
    y += 10;
  }
  const { size, lines } = titleLines(pen, facts.title);
  for (const line of lines) {
    y += size * 1.3;
    pen.text(line, MARGIN, y, { size, bold: true });
  }
  if (language === "ja") {
    y += 24;
    pen.text(words.basis[facts.basis], MARGIN, y, basis);
  }
  return y + 28;
}

function titleLines(pen: Pen, title: string): { readonly size: number; readonly lines: readonly string[] } {
  const shown = pen.shown(title);
  for (const [size, most] of TITLES) {
    const lines = wrapEvenly(shown, WIDTH, (text) => pen.width(text, { size, bold: true }));
    if (lines.length <= most) return { size, lines };
  }
  const size = 10;
  const lines = pen.wrapped(title, WIDTH, { size, bold: true });
  return { size, lines: lines.length <= 8 ? lines : [...lines.slice(0, 7), `${(lines[7] ?? "").slice(0, -1)}…`] };
}

function drawRunningHead(pen: Pen, { facts, words }: Content): number {
  const style = { size: 8.5, colour: GREY };
  const text = `${facts.title} (${words.continued}) · ${facts.institution}`;
  pen.text(pen.clipped(text, WIDTH, style), MARGIN, 52, style);
  pen.line(MARGIN, 60, WIDTH, 0.6, RULE);
  return 78;
}

/** The rays of the course version and the three rings of the network. */
function drawMark(pen: Pen, { seal }: Facts, x: number, y: number): void {
  const look = sealOf(seal);
  pen.stroke(raysPath(look, 0, 0, 21, 27), x, y, 1, 0.9, look.ink);
  for (const [dx, dy] of [
    [-5, 3],
    [5, 3],
    [0, -5.5],
  ] as const) {
    pen.stroke(circle(7), x + dx, y + dy, 1, 1.4, look.ink);
  }
}

function circle(radius: number): string {
  return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
}

function drawTestNotice(pen: Pen, { testChain }: Words): void {
  const style = { size: 8, bold: true, colour: WARN };
  const width = pen.width(testChain, style) + 16;
  pen.frame(MARGIN, 16, width, 17, 1, WARN);
  pen.text(testChain, MARGIN + 8, 27.6, style);
}
