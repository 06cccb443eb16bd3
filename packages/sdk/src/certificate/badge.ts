import type { JsonObject } from "../core/types.js";
import { escapeXml } from "../files/xml.js";
import { factsOf } from "./facts.js";
import { type FontBytes, type Outlines, outlinesOf } from "./fonts.js";
import { raysPath, sealOf } from "./seal.js";
import { type CertificateLanguage, wordsIn } from "./words.js";
import { wrapEvenly } from "./wrap.js";

const SIZE = 640;
const CENTRE = SIZE / 2;
/** Sizes for the title, largest first, each with the lines that it may take. */
const TITLES = [
  [54, 2],
  [46, 3],
  [40, 3],
  [34, 4],
  [28, 5],
  [23, 6],
  [18, 8],
] as const;
const MAX_INSTITUTION_LINES = 2;

/**
 * The picture of a badge, as SVG of 640 x 640: the course's title and the institution within rays that belong to the
 * course version. Letters are outlines, so that it looks the same where no Japanese font is; the words stand in `title`
 * and `desc` for those who cannot see it. It holds no credential yet: see `bakeSvg`.
 *
 * @throws `certificate-unfit`
 */
export function badgeSvg(credential: JsonObject, fonts: FontBytes, language: CertificateLanguage): string {
  const facts = factsOf(credential, language);
  const words = wordsIn(language);
  const seal = sealOf(facts.seal);
  const bold = outlinesOf(fonts.bold);
  const regular = outlinesOf(fonts.regular);
  const title = titleOf(bold.shown(facts.title), bold);
  const issuer = institutionOf(regular.shown(facts.institution), regular);
  const kicker = words.micro;
  const described = `${kicker}: ${facts.title}. ${facts.institution}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escapeXml(facts.title)}</title><desc id="d">${escapeXml(described)}</desc>`,
    `<circle cx="${CENTRE}" cy="${CENTRE}" r="316" fill="#fff"/>`,
    `<path d="${raysPath(seal, CENTRE, CENTRE, 276, 312)}" stroke="${seal.ink}" stroke-width="7" stroke-linecap="round"/>`,
    `<circle cx="${CENTRE}" cy="${CENTRE}" r="262" fill="${seal.ink}"/>`,
    `<circle cx="${CENTRE}" cy="${CENTRE}" r="250" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="2"/>`,
    `<path d="${centred(regular, kicker, 24, 158)}" fill="#fff" fill-opacity=".85"/>`,
    `<path d="M240 180H400" stroke="#fff" stroke-opacity=".55" stroke-width="2"/>`,
    ...title.lines.map(
      (line, i) => `<path d="${centred(bold, line, title.size, title.top + i * title.leading)}" fill="#fff"/>`,
    ),
    ...issuer.lines.map(
      (line, i) => `<path d="${centred(regular, line, issuer.size, 452 + i * issuer.size * 1.35)}" fill="#fff"/>`,
    ),
    mark(524),
    "</svg>",
  ].join("\n");
}

type Set = { readonly size: number; readonly lines: readonly string[]; readonly leading: number; readonly top: number };

/** The largest size in which the title fits; what fits in none is cut, and says so. */
function titleOf(title: string, font: Outlines): Set {
  const set = (size: number, most: number): Set => {
    const all = wrapEvenly(title, 416, (text) => font.width(text, size));
    const lines = all.length <= most ? all : cut(all, most);
    const leading = size * 1.28;
    // The middle of the lines is the middle of the space between kicker and institution.
    return { size, lines, leading, top: 306 + size * 0.36 - ((lines.length - 1) * leading) / 2 };
  };
  const fitting = TITLES.map(([size, most]) => ({ most, ...set(size, Number.POSITIVE_INFINITY) })).find(
    ({ lines, most }) => lines.length <= most,
  );
  const [size, most] = TITLES[TITLES.length - 1] ?? [18, 8];
  return fitting ?? set(size, most);
}

function institutionOf(name: string, font: Outlines): Pick<Set, "size" | "lines"> {
  for (const size of [26, 22, 18, 15]) {
    const lines = wrapEvenly(name, 350, (text) => font.width(text, size));
    if (lines.length <= MAX_INSTITUTION_LINES) return { size, lines };
  }
  return {
    size: 15,
    lines: cut(
      wrapEvenly(name, 350, (text) => font.width(text, 15)),
      MAX_INSTITUTION_LINES,
    ),
  };
}

function cut(lines: readonly string[], most: number): readonly string[] {
  return lines.slice(0, most).map((line, i) => (i === most - 1 ? `${line.slice(0, -1)}…` : line));
}

function centred(font: Outlines, text: string, size: number, y: number): string {
  return font.path(text, size, CENTRE - font.width(text, size) / 2, y);
}

/** Three rings that overlap: peers who look at each other's work. */
function mark(y: number): string {
  const ring = (x: number, dy: number) =>
    `<circle cx="${CENTRE + x}" cy="${y + dy}" r="15" fill="none" stroke="#fff" stroke-width="4"/>`;
  return ring(-11, 6) + ring(11, 6) + ring(0, -12);
}
