/** Width of a text in the units of the caller. */
export type Measure = (text: string) => number;

/** Characters that no line begins with in Japanese: closing marks, and small kana. Source: JIS X 4051. */
const NOT_FIRST = new Set(
  "、。，．・：；？！ー々ゝゞ」』】〕）］｝〉》’”…‥%％℃ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}",
);
/** Opening marks, which no line ends with. */
const NOT_LAST = new Set("「『【〔（［｛〈《‘“([{");
const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/u;

/**
 * Breaks a text into lines of at most `width`: between words, and between the characters of scripts without spaces. A
 * word that is longer than a line is cut. Lines that the text itself has are kept.
 */
export function wrap(text: string, width: number, measure: Measure): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => wrapLine(line.replaceAll("\t", " ").trim(), width, measure));
}

/**
 * As {@link wrap}, as titles are set: with lines of about one length, and in Japanese broken between phrases.
 */
export function wrapEvenly(text: string, width: number, measure: Measure): string[] {
  const set = (within: number) => wrapLine(text.replace(/\s+/g, " ").trim(), within, measure, phrasesOf);
  const lines = set(width);
  if (lines.length < 2) return lines;
  let [low, high] = [width / lines.length, width];
  while (high - low > width / 100) {
    const middle = (low + high) / 2;
    if (set(middle).length > lines.length) low = middle;
    else high = middle;
  }
  return set(high);
}

function wrapLine(text: string, width: number, measure: Measure, parts = piecesOf): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of parts(text)) {
    const longer = line + piece;
    if (line === "" || measure(longer.trimEnd()) <= width) {
      line = longer;
    } else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
    while (measure(line.trimEnd()) > width) {
      const fits = longestPrefix(line, width, measure);
      if (fits >= line.length) break;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  return [...lines, line.trimEnd()].filter((each, i, all) => each !== "" || all.length === 1 || i === 0);
}

/** What may not be parted: a word with the space after it, or a character with marks that cling to it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let before = "";
  for (const character of text) {
    if (piece !== "" && mayBreak(before, character)) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
    before = character;
  }
  return piece === "" ? pieces : [...pieces, piece];
}

const SEGMENTER = new Intl.Segmenter("ja", { granularity: "word" });
/** Particles and endings, which belong to the word before them. */
const ENDING = /^[\u3040-\u309f]{1,2}$/;

/** Words with what clings to them: for Japanese the segmenter knows them, other scripts have their spaces. */
function phrasesOf(text: string): string[] {
  if (!CJK.test(text)) return piecesOf(text);
  const phrases: string[] = [];
  for (const { segment } of SEGMENTER.segment(text)) {
    const last = phrases.at(-1);
    const clings =
      last !== undefined && (ENDING.test(segment) || !mayBreak(last.slice(-1), Array.from(segment)[0] ?? ""));
    if (clings) phrases[phrases.length - 1] = last + segment;
    else phrases.push(segment);
  }
  return phrases;
}

function mayBreak(before: string, after: string): boolean {
  if (NOT_FIRST.has(after) || NOT_LAST.has(before) || after === " ") return false;
  return before === " " || before === "-" || before === "/" || CJK.test(before) || CJK.test(after);
}

/** How many units of a line fit; at least one character. */
function longestPrefix(line: string, width: number, measure: Measure): number {
  let end = 0;
  for (const character of line) {
    if (end > 0 && measure(line.slice(0, end + character.length)) > width) break;
    end += character.length;
  }
  return end;
}
