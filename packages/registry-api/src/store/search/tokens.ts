/**
 * How texts are cut for searching. Words of scripts with spaces are folded and found by their beginning. Chinese and
 * Japanese have no spaces: a run of their characters becomes every pair of neighbours, so that any part of it is found.
 */

const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々〆〇";
const RUNS = new RegExp(`[${CJK}]+|[[\\p{L}\\p{N}\\p{M}]--[${CJK}]]+`, "gv");
const IS_CJK = new RegExp(`^[${CJK}]`, "v");
const MARKS = /\p{M}+/gu;

/** Positions that PostgreSQL tells apart. */
const MOST_POSITIONS = 16_000;
/** Places that it keeps of one lexeme. */
const MOST_PLACES = 100;
const MOST_LEXEMES = 4_000;
const LONGEST_WORD = 80;
/** Words of a query that count; more make it no better. */
const MOST_WORDS = 16;

/** A word, or a run of characters that are cut into pairs. */
export type Piece = { readonly kind: "word" | "run"; readonly text: string };

/** Lower case, one form for characters of one meaning (NFKC); without accents where words have them. */
export function piecesOf(text: string): readonly Piece[] {
  const found = text.normalize("NFKC").toLowerCase().match(RUNS) ?? [];
  return found.flatMap((run): Piece[] => {
    if (IS_CJK.test(run)) return [{ kind: "run", text: run }];
    const word = foldWord(run);
    return word === "" ? [] : [{ kind: "word", text: word }];
  });
}

/** Only for words: in Japanese a mark makes another syllable. */
export function foldWord(word: string): string {
  return word.normalize("NFD").replace(MARKS, "").normalize("NFC").slice(0, LONGEST_WORD);
}

/** A text with how much it counts: `A` most, `D` least. */
export type Weighed = { readonly text: string; readonly weight: "A" | "B" | "C" | "D" };

/** The `tsvector` of texts, in its own notation. */
export function vectorOf(texts: readonly Weighed[]): string {
  const places = new Map<string, string[]>();
  let position = 1;
  const put = (lexeme: string, weight: string) => {
    const known = places.get(lexeme) ?? [];
    if (known.length === 0 && places.size >= MOST_LEXEMES) return;
    if (known.length < MOST_PLACES) known.push(`${Math.min(position, MOST_POSITIONS)}${weight}`);
    places.set(lexeme, known);
    position += 1;
  };
  for (const { text, weight } of texts) {
    for (const piece of piecesOf(text)) {
      for (const lexeme of piece.kind === "word" ? [piece.text] : pairsOf(piece.text, true)) put(lexeme, weight);
      // No run goes on into the next.
      position += 1;
    }
  }
  return [...places].map(([lexeme, at]) => `${quoted(lexeme)}:${at.join(",")}`).join(" ");
}

/** The `tsquery` of what somebody typed; null: there is no word in it. */
export function queryOf(text: string): string | null {
  const pieces = piecesOf(text).slice(0, MOST_WORDS);
  if (pieces.length === 0) return null;
  return pieces.map((piece) => (piece.kind === "word" ? `${quoted(piece.text)}:*` : runQuery(piece.text))).join(" & ");
}

function runQuery(run: string): string {
  const pairs = pairsOf(run, false);
  // One character: whatever begins with it, which the last of a run does as well.
  if (pairs.length === 1 && [...run].length === 1) return `${quoted(run)}:*`;
  return `(${pairs.map(quoted).join(" <-> ")})`;
}

function pairsOf(run: string, withLast: boolean): string[] {
  const characters = [...run];
  const pairs = characters.slice(0, -1).map((character, i) => `${character}${characters[i + 1] ?? ""}`);
  const last = characters.at(-1);
  return (withLast || pairs.length === 0) && last !== undefined ? [...pairs, last] : pairs;
}

/** As PostgreSQL quotes a lexeme. Nothing that is quoted here can end its quotes. */
function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
