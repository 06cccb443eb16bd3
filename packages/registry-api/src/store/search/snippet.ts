import { foldWord, type Piece, piecesOf } from "./tokens.js";

/** A part of a text with the places of what was looked for, in UTF-16 units. */
export type Snippet = { readonly text: string; readonly marks: readonly (readonly [number, number])[] };

/** Characters that are shown around the first find. */
const AROUND = 60;
const LONGEST = 200;

/** The title where a word stands in it, else the part of the body where one does, else the title as it is. */
export function snippetOf(title: string, body: string, query: string): Snippet {
  const pieces = piecesOf(query);
  const inTitle = marksIn(title, pieces);
  if (inTitle.length > 0 || body === "") return { text: title, marks: inTitle };
  const inBody = marksIn(body, pieces);
  const [first] = inBody;
  if (first === undefined) return { text: title, marks: [] };
  const from = wholeAt(body, Math.max(0, first[0] - AROUND));
  const to = wholeAt(body, Math.min(body.length, from + LONGEST));
  const [before, after] = [from > 0 ? "…" : "", to < body.length ? "…" : ""];
  const shift = before.length - from;
  const marks = inBody.flatMap(([a, b]) => (a >= from && b <= to ? [[a + shift, b + shift] as const] : []));
  return { text: `${before}${body.slice(from, to)}${after}`, marks };
}

/** Not between the halves of a surrogate pair. */
function wholeAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

function marksIn(text: string, pieces: readonly Piece[]): readonly (readonly [number, number])[] {
  const { folded, origin } = foldWithOrigin(text);
  const marks: [number, number][] = [];
  for (const { kind, text: wanted } of pieces) {
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
      // A word is found by its beginning only.
      const startsWord = kind === "run" || at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1] ?? "");
      if (startsWord) marks.push([origin[at] ?? 0, origin[at + wanted.length] ?? text.length]);
    }
  }
  return merged(marks);
}

/** Folds character by character, noting for each unit where it came from. */
function foldWithOrigin(text: string): { readonly folded: string; readonly origin: readonly number[] } {
  const origin: number[] = [];
  let folded = "";
  let index = 0;
  for (const character of text) {
    const lower = character.normalize("NFKC").toLowerCase();
    const plain = /^[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(lower) ? lower : foldWord(lower);
    for (let unit = 0; unit < plain.length; unit++) origin.push(index);
    folded += plain;
    index += character.length;
  }
  return { folded, origin };
}

function merged(marks: readonly [number, number][]): readonly (readonly [number, number])[] {
  const sorted = [...marks].sort(([a], [b]) => a - b);
  const all: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
