import type { JsonObject } from "../../core/types.js";
import { createByteSink } from "./byte-sink.js";
import { datasetOf } from "./dataset.js";
import { iriStart, type Leaf, markOf, pathKey, tokenFor, variableLeaves, withTexts } from "./leaves.js";
import { type HashBytes, prepareLines, type Quad } from "./lines.js";
import { type Pattern, patternOf, readSlots } from "./pattern.js";

/**
 * What many documents of one kind have in common, compiled once: their structure and constant values, and the canonical
 * N-Quads with a slot for each text that differs.
 */
export type Shape = {
  readonly pattern: Pattern;
  /** Paths of the slots, as `pathKey`, by number. */
  readonly slots: readonly string[];
  /** Texts of a document's slots by number; null where it has another structure or other constants. */
  read(document: JsonObject): readonly string[] | null;
  /** Paths at which a document differs from this shape in the text alone; null where its structure is another. */
  differences(document: JsonObject): readonly string[] | null;
  /**
   * Canonical N-Quads (RDFC-1.0) of the document with these texts, in UTF-8, until the next call; null where a text is
   * outside of what the shape was compiled for, or blank nodes cannot be told apart at first sight: then ask the library.
   */
  nquads(texts: readonly string[]): Uint8Array | null;
};

/**
 * Compiles the shape of a document: the library reads it once with marks in the place of the texts that may differ, and
 * the marks show where these come out.
 *
 * @param wanted paths (`pathKey`) of the texts to make slots of; those that cannot be are constants. Absent: all that can.
 * @returns null where the library cannot read the document
 */
export async function compileShape(
  document: JsonObject,
  hash: HashBytes,
  wanted?: ReadonlySet<string>,
): Promise<Shape | null> {
  let leaves = variableLeaves(document).filter(({ path }) => wanted === undefined || wanted.has(pathKey(path)));
  const token = tokenFor(document);
  for (;;) {
    const marks = new Map(leaves.map((leaf, slot) => [markOf(leaf, slot, token), slot]));
    const texts = new Map(leaves.map((leaf, slot) => [pathKey(leaf.path), markOf(leaf, slot, token)]));
    const read = await attempt(() => datasetOf(withTexts(document, texts), marks, token));
    if (read === null) {
      if (leaves.length === 0) return null;
      // Texts that are no IRIs may stand where one must, and break the reading: they are tried one by one.
      leaves = await readable(document, leaves, token);
      continue;
    }
    if (read.unfit.size === 0) return shapeOf(document, leaves, read.quads, read.blankNodes, hash);
    leaves = leaves.filter((_, slot) => !read.unfit.has(slot));
  }
}

/** Each trial is a reading of the whole document. */
const TRIED_AT_MOST = 64;

async function readable(document: JsonObject, leaves: readonly Leaf[], token: string): Promise<Leaf[]> {
  if (leaves.length > TRIED_AT_MOST) return [];
  const fit: Leaf[] = [];
  for (const leaf of leaves) {
    const mark = markOf(leaf, 0, token);
    const changed = withTexts(document, new Map([[pathKey(leaf.path), mark]]));
    const read = await attempt(() => datasetOf(changed, new Map([[mark, 0]]), token));
    if (read !== null && read.unfit.size === 0) fit.push(leaf);
  }
  // None stands in the way alone, but together they do: then none is taken.
  return fit.length === leaves.length ? [] : fit;
}

function shapeOf(
  document: JsonObject,
  leaves: readonly Leaf[],
  quads: readonly Quad[],
  blankNodes: number,
  hash: HashBytes,
): Shape {
  const slots = leaves.map(({ path }) => pathKey(path));
  const pattern = patternOf(document, new Map(slots.map((path, slot) => [path, slot])));
  const write = prepareLines(quads, blankNodes, slots.length, hash);
  const iris = irisOf(leaves, quads);
  const sink = createByteSink();
  return {
    pattern,
    slots,
    read(other) {
      const texts: string[] = [];
      return readSlots(pattern, other, texts) ? texts : null;
    },
    differences(other) {
      const paths: string[] = [];
      return readSlots(pattern, other, [], (path) => paths.push(pathKey(path))) ? paths : null;
    },
    nquads(texts) {
      for (const text of texts) if (!text.isWellFormed()) return null;
      for (const { slot, start } of iris) if (!beginsLike(texts[slot], start)) return null;
      sink.clear();
      return write(texts, sink) ? sink.written() : null;
    },
  };
}

/** Slots that come out as IRIs, each with the beginning that the library saw. */
function irisOf(leaves: readonly Leaf[], quads: readonly Quad[]): { readonly slot: number; readonly start: string }[] {
  const slots = new Set(
    quads.flatMap(({ subject, object, graph }) =>
      [subject, object, graph].flatMap((term) => (term?.kind === "iri" ? [term.slot] : [])),
    ),
  );
  return [...slots].map((slot) => ({ slot, start: iriStart(leaves[slot]?.value ?? "") ?? "" }));
}

/** Another scheme could be a prefix that a context defines, and other characters would be escaped or refused. */
function beginsLike(text: string | undefined, start: string): boolean {
  return text !== undefined && start !== "" && iriStart(text) === start;
}

async function attempt<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch {
    return null;
  }
}
