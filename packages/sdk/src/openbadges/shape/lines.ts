/*
 * Canonical N-Quads (RDFC-1.0) of a dataset in which some literals and IRIs are slots.
 *
 * The canonical form numbers blank nodes in the order of the hashes of the lines that mention them, and sorts all lines.
 * Where every such hash is another, that is the whole of the algorithm, and it is done here on prepared lines: what holds
 * no slot is written and hashed once. Where two are equal the algorithm would have to look at the surroundings of both,
 * and where two subjects or two lines fall together the dataset is another one: then there is no answer, and the caller
 * asks the library.
 */

/** A term of a prepared quad. `after`: what follows the closing quote of a literal, such as its language. */
export type Term =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "blank"; readonly node: number }
  | { readonly kind: "iri"; readonly slot: number }
  | { readonly kind: "literal"; readonly slot: number; readonly after: string };

/** A prepared quad; `predicate` and `graph` as they are written, the graph with a space before it or empty. */
export type Quad = {
  readonly subject: Term;
  readonly predicate: string;
  readonly object: Term;
  readonly graph: Term | null;
};

/** Hexadecimal SHA-256 of a text's UTF-8 bytes. */
export type HashText = (text: string) => string;

/** Writes the canonical N-Quads for the texts of the slots; null: in doubt. */
export type WriteLines = (texts: readonly string[]) => string | null;

// A line, or the rest of one, is a list of pieces: constant text, the number of a slot, or a blank node as ~number.
type Piece = string | { readonly literal: number } | { readonly iri: number } | { readonly blank: number };
type Line = readonly Piece[];
type Filling = {
  readonly texts: readonly string[];
  readonly literals: readonly string[];
  readonly labels: readonly string[];
};
/** Lines in order; `settled`: whatever the slots hold, this is their order, and no two of them are equal. */
type Lines = { readonly lines: readonly Line[]; readonly settled: boolean };

/** Prepares the lines of a dataset of so many blank nodes and slots. */
export function prepareLines(quads: readonly Quad[], blankNodes: number, slots: number, hash: HashText): WriteLines {
  const nodes = Array.from({ length: blankNodes }, (_, node) => firstDegree(quads, node, hash));
  const groups = groupsOf(quads);
  const named = groups.filter(({ subject }) => subject.kind !== "blank");
  const blank = new Map(
    groups.flatMap(({ subject, lines }) => (subject.kind === "blank" ? [[subject.node, lines]] : [])),
  );
  // The order of labels as texts: c14n1 < c14n10 < c14n2.
  const ranks = Array.from({ length: blankNodes }, (_, rank) => rank).sort((a, b) => (`${a} ` < `${b} ` ? -1 : 1));
  const literalSlots = [...new Set(quads.flatMap(({ object }) => (object.kind === "literal" ? [object.slot] : [])))];
  const literals: string[] = Array.from({ length: slots }, () => "");
  return (texts) => {
    for (const slot of literalSlots) literals[slot] = escapeLiteral(texts[slot] ?? "");
    const filling = { texts, literals, labels: [] };
    const order = orderByHash(nodes.map((node) => (typeof node === "string" ? node : node(filling))));
    if (order === null) return null;
    const labels: string[] = [];
    for (let rank = 0; rank < order.length; rank++) labels[order[rank] ?? 0] = `_:c14n${rank}`;
    return writeGroups(named, blank, ranks, order, { texts, literals, labels });
  };
}

type Group = { readonly subject: Term; readonly lines: Lines };

function writeGroups(
  named: readonly Group[],
  blank: ReadonlyMap<number, Lines>,
  ranks: readonly number[],
  order: readonly number[],
  filling: Filling,
): string | null {
  const written = named.map(({ subject, lines }) => ({ subject: subjectText(subject, filling), lines }));
  written.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  let nquads = "";
  for (let i = 0; i < written.length; i++) {
    const group = written[i];
    if (group === undefined || group.subject === written[i - 1]?.subject) return null;
    const text = writeLines(group.lines, group.subject, filling);
    if (text === null) return null;
    nquads += text;
  }
  // A blank node's label begins with "_", which comes after the "<" of every IRI.
  for (const rank of ranks) {
    const node = order[rank] ?? 0;
    const lines = blank.get(node);
    if (lines === undefined) continue;
    const text = writeLines(lines, filling.labels[node] ?? "", filling);
    if (text === null) return null;
    nquads += text;
  }
  return nquads;
}

function subjectText(subject: Term, { texts }: Filling): string {
  if (subject.kind === "text") return subject.text;
  return subject.kind === "iri" ? `<${texts[subject.slot]}>` : "";
}

function writeLines({ lines, settled }: Lines, before: string, filling: Filling): string | null {
  if (settled) {
    let text = "";
    for (const line of lines) text += before + fill(line, filling);
    return text;
  }
  const written = lines.map((line) => before + fill(line, filling)).sort();
  return written.some((line, i) => i > 0 && line === written[i - 1]) ? null : written.join("");
}

function fill(line: Line, { texts, literals, labels }: Filling): string {
  let text = "";
  for (const piece of line) {
    if (typeof piece === "string") text += piece;
    else if ("literal" in piece) text += literals[piece.literal];
    else if ("iri" in piece) text += texts[piece.iri];
    else text += labels[piece.blank];
  }
  return text;
}

/** The nodes in the order of their hashes; null where two are equal. */
function orderByHash(hashes: readonly (string | null)[]): number[] | null {
  const order = hashes.map((_, node) => node).sort((a, b) => ((hashes[a] ?? "") < (hashes[b] ?? "") ? -1 : 1));
  for (let i = 0; i < order.length; i++) {
    const hash = hashes[order[i] ?? 0];
    if (hash == null || (i > 0 && hash === hashes[order[i - 1] ?? 0])) return null;
  }
  return order;
}

/** Hash of the lines that mention a node, itself as `_:a` and others as `_:z` (RDFC-1.0, 4.6). */
function firstDegree(
  quads: readonly Quad[],
  node: number,
  hash: HashText,
): string | ((filling: Filling) => string | null) {
  const mentions = (term: Term | null) => term?.kind === "blank" && term.node === node;
  const label = (other: number) => (other === node ? "_:a" : "_:z");
  const lines = quads
    .filter(({ subject, object, graph }) => mentions(subject) || mentions(object) || mentions(graph))
    .map((quad) => merged([...pieces(quad.subject, label), ...restOf(quad, label)]));
  const prepared = settle(lines);
  if (lines.every((line) => line.every((piece) => typeof piece === "string"))) {
    return hash(writeLines(prepared, "", NOTHING) ?? "");
  }
  return (filling) => {
    const text = writeLines(prepared, "", filling);
    return text === null ? null : hash(text);
  };
}

const NOTHING: Filling = { texts: [], literals: [], labels: [] };

function groupsOf(quads: readonly Quad[]): Group[] {
  const groups = new Map<string, { readonly subject: Term; readonly lines: Line[] }>();
  for (const quad of quads) {
    const key = JSON.stringify(quad.subject);
    const group = groups.get(key) ?? { subject: quad.subject, lines: [] };
    groups.set(key, group);
    group.lines.push(merged(restOf(quad, null)));
  }
  return [...groups.values()].map(({ subject, lines }) => ({ subject, lines: settle(lines) }));
}

type Label = ((node: number) => string) | null;

/** What follows the subject of a line. */
function restOf({ predicate, object, graph }: Quad, label: Label): Piece[] {
  return [
    ` ${predicate} `,
    ...pieces(object, label),
    ...(graph === null ? [] : [" ", ...pieces(graph, label)]),
    " .\n",
  ];
}

function pieces(term: Term, label: Label): Piece[] {
  switch (term.kind) {
    case "text":
      return [term.text];
    case "blank":
      return [label === null ? { blank: term.node } : label(term.node)];
    case "iri":
      return ["<", { iri: term.slot }, ">"];
    case "literal":
      return ['"', { literal: term.slot }, `"${term.after}`];
  }
}

/** Joins what is constant. */
function merged(line: readonly Piece[]): Line {
  const joined: Piece[] = [];
  for (const piece of line) {
    const last = joined.at(-1);
    if (typeof piece === "string" && typeof last === "string") joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

/** Sorts lines by what is constant at their beginning, and says whether that decides the order of all of them. */
function settle(lines: readonly Line[]): Lines {
  const start = (line: Line | undefined) => (typeof line?.[0] === "string" ? line[0] : "");
  const sorted = [...lines].sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0));
  const settled = sorted.every((line, i) => i === 0 || !start(line).startsWith(start(sorted[i - 1])));
  return { lines: sorted, settled };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: N-Quads escapes exactly these characters.
const ESCAPED = /[\u0000-\u001f\u007f"\\]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: N-Quads escapes exactly these characters.
const EVERY_ESCAPED = /[\u0000-\u001f\u007f"\\]/g;
const SHORT: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

/** A literal's text as canonical N-Quads write it between quotes. */
export function escapeLiteral(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return text.replace(EVERY_ESCAPED, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return SHORT[character] ?? `\\u${code}`;
  });
}
