import { utf8 } from "../../core/text.js";
import { type ByteSink, createByteSink } from "./byte-sink.js";

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

/** Hexadecimal SHA-256 of bytes. */
export type HashBytes = (bytes: Uint8Array) => string;

/** Writes the canonical N-Quads for the texts of the slots to a sink; false: in doubt, and what was written is void. */
export type WriteLines = (texts: readonly string[], sink: ByteSink) => boolean;

type Variable = { readonly literal: number } | { readonly iri: number } | { readonly blank: number };
/** A line, or the rest of one: constant text, slots and blank nodes. */
type Line = readonly (string | Variable)[];
type Filling = {
  readonly texts: readonly string[];
  readonly literals: readonly string[];
  readonly labels: readonly string[];
};
/** Lines that are ready to be written. */
type Lines = (sink: ByteSink, filling: Filling) => boolean;

/** Prepares the lines of a dataset of so many blank nodes and slots. */
export function prepareLines(quads: readonly Quad[], blankNodes: number, slots: number, hash: HashBytes): WriteLines {
  const nodes = Array.from({ length: blankNodes }, (_, node) => firstDegree(quads, node, hash));
  const groups = groupsOf(quads);
  const named = groups.filter(({ subject }) => subject.kind !== "blank");
  const blank = new Map(
    groups.flatMap(({ subject, write }) => (subject.kind === "blank" ? [[subject.node, write]] : [])),
  );
  const names = Array.from({ length: blankNodes }, (_, rank) => `_:c14n${rank}`);
  // The order of labels as texts: c14n1 < c14n10 < c14n2.
  const ranks = [...names.keys()].sort((a, b) => (`${names[a]} ` < `${names[b]} ` ? -1 : 1));
  const literalSlots = [...new Set(quads.flatMap(({ object }) => (object.kind === "literal" ? [object.slot] : [])))];
  const literals: string[] = Array.from({ length: slots }, () => "");
  const hashes: (string | null)[] = [];
  const labels: string[] = [];
  return (texts, sink) => {
    for (const slot of literalSlots) literals[slot] = escapeLiteral(texts[slot] ?? "");
    const filling = { texts, literals, labels };
    for (let node = 0; node < blankNodes; node++) {
      const known = nodes[node] ?? "";
      hashes[node] = typeof known === "string" ? known : known(filling);
    }
    const order = orderByHash(hashes);
    if (order === null) return false;
    for (let rank = 0; rank < order.length; rank++) labels[order[rank] ?? 0] = names[rank] ?? "";
    if (!writeNamed(named, sink, filling)) return false;
    // A blank node's label begins with "_", which comes after the "<" of every IRI.
    return ranks.every((rank) => blank.get(order[rank] ?? 0)?.(sink, filling) ?? true);
  };
}

type Group = { readonly subject: Term; readonly write: Lines };

/** Groups whose subject is an IRI, in the order of these; not where two are the same. */
function writeNamed(named: readonly Group[], sink: ByteSink, filling: Filling): boolean {
  const sorted = named.map(({ subject, write }) => ({ subject: subjectText(subject, filling), write }));
  sorted.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return sorted.every(({ subject, write }, i) => subject !== sorted[i - 1]?.subject && write(sink, filling));
}

function subjectText(subject: Term, { texts }: Filling): string {
  if (subject.kind === "text") return subject.text;
  return subject.kind === "iri" ? `<${texts[subject.slot]}>` : "";
}

/** The nodes in the order of their hashes; null where two are equal or one is in doubt. */
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
  hash: HashBytes,
): string | ((filling: Filling) => string | null) {
  const mentions = (term: Term | null) => term?.kind === "blank" && term.node === node;
  const label = (other: number) => (other === node ? "_:a" : "_:z");
  const lines = quads
    .filter(({ subject, object, graph }) => mentions(subject) || mentions(object) || mentions(graph))
    .map((quad) => merged([...pieces(quad.subject, label), ...restOf(quad, label)]));
  const write = prepare(lines);
  const sink = createByteSink();
  const hashOf = (filling: Filling) => {
    sink.clear();
    return write(sink, filling) ? hash(sink.written()) : null;
  };
  const isConstant = lines.every((line) => line.every((piece) => typeof piece === "string"));
  return isConstant ? (hashOf({ texts: [], literals: [], labels: [] }) ?? hashOf) : hashOf;
}

function groupsOf(quads: readonly Quad[]): Group[] {
  const groups = new Map<string, { readonly subject: Term; readonly lines: Line[] }>();
  for (const quad of quads) {
    const key = JSON.stringify(quad.subject);
    const group = groups.get(key) ?? { subject: quad.subject, lines: [] };
    groups.set(key, group);
    group.lines.push(merged([...pieces(quad.subject, null), ...restOf(quad, null)]));
  }
  return [...groups.values()].map(({ subject, lines }) => ({ subject, write: prepare(lines) }));
}

type Label = ((node: number) => string) | null;

/** What follows the subject of a line. */
function restOf({ predicate, object, graph }: Quad, label: Label): Line {
  return [
    ` ${predicate} `,
    ...pieces(object, label),
    ...(graph === null ? [] : [" ", ...pieces(graph, label)]),
    " .\n",
  ];
}

function pieces(term: Term, label: Label): Line {
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
function merged(line: Line): Line {
  const joined: (string | Variable)[] = [];
  for (const piece of line) {
    const last = joined.at(-1);
    if (typeof piece === "string" && typeof last === "string") joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

/**
 * Prepares lines with one subject. Where what is constant at their beginnings decides their order, and so that no two are
 * equal, they are put in order once; otherwise they are sorted each time.
 */
function prepare(lines: readonly Line[]): Lines {
  const [subject] = lines[0] ?? [];
  // All lines begin with the same variable, if with one: it decides nothing.
  const from = typeof subject === "object" ? 1 : 0;
  const start = (line: Line | undefined) => (typeof line?.[from] === "string" ? line[from] : "");
  const sorted = [...lines].sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0));
  const isSettled = sorted.every((line, i) => i === 0 || !start(line).startsWith(start(sorted[i - 1])));
  return isSettled ? inOrder(merged(sorted.flat())) : sortedEachTime(lines);
}

function inOrder(pieces: Line): Lines {
  const encoded = pieces.map((piece) => (typeof piece === "string" ? utf8(piece) : piece));
  return (sink, filling) => {
    for (const piece of encoded) {
      if (piece instanceof Uint8Array) sink.bytes(piece);
      else sink.text(textOf(piece, filling));
    }
    return true;
  };
}

function sortedEachTime(lines: readonly Line[]): Lines {
  return (sink, filling) => {
    const write = (line: Line) =>
      line.map((piece) => (typeof piece === "string" ? piece : textOf(piece, filling))).join("");
    // The library compares UTF-16 units, too.
    const written = lines.map(write).sort();
    if (written.some((line, i) => i > 0 && line === written[i - 1])) return false;
    for (const line of written) sink.text(line);
    return true;
  };
}

function textOf(variable: Variable, { texts, literals, labels }: Filling): string {
  if ("literal" in variable) return literals[variable.literal] ?? "";
  return ("iri" in variable ? texts[variable.iri] : labels[variable.blank]) ?? "";
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
