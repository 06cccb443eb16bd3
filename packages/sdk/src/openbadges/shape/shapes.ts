import { PeersealError } from "../../core/errors.js";
import { utf8 } from "../../core/text.js";
import type { JsonObject } from "../../core/types.js";
import { pathKey } from "./leaves.js";
import type { HashBytes } from "./lines.js";
import { type Pattern, patternOf, readSlots } from "./pattern.js";
import { compileShape, type Shape } from "./shape.js";
import { structureOf } from "./structure.js";

/** What the shapes of documents are made and checked with. */
export type ShapesDeps = {
  readonly hash: HashBytes;
  /** Canonical N-Quads of a document as the library makes them: the truth that every shape is held against. */
  readonly canonize: (document: JsonObject) => Promise<string>;
  /** Whether to hold this document against the library too, once a shape has proved itself on its first ones. */
  readonly sample: () => boolean;
};

/** A document that a shape fits. */
export type Fitted = {
  readonly shape: Shape;
  /** Texts of the document's slots. */
  readonly texts: readonly string[];
};

/** Hash of the canonical N-Quads, and the shape that they came from; null: the library alone. */
export type Canonical = { readonly hash: string; readonly fitted: Fitted | null };

/** Canonicalises documents, of which many are alike, and learns their shapes on the way. */
export type Shapes = {
  /**
   * Hash of the canonical N-Quads (RDFC-1.0) of a document: by the shape that fits, and by the library where none does,
   * where the shape is in doubt, for the first documents of a shape, and for a sample of the others.
   *
   * @param canonize the library for this document, where it is another than that of the collection
   * @throws `internal` where shape and library differ; whatever the library finds wrong with the document
   */
  canonicalHash(document: JsonObject, canonize?: () => Promise<string>): Promise<Canonical>;
  /** Documents that the library read, and those that a shape alone read. */
  readonly counts: { readonly library: number; readonly shape: number };
};

/** Documents of a shape that are held against the library before it is trusted. */
const FIRST_CHECKED = 8;
/** After so many recompilations every text that can vary becomes a slot. */
const WIDENED_AT_MOST = 3;
const MOST_SHAPES = 32;
const MOST_SEEN = 256;

type Known = { readonly shape: Shape; readonly structure: string; checked: number; widened: number };

/** Makes a collection of shapes that knows none yet. */
export function createShapes({ hash, canonize, sample }: ShapesDeps): Shapes {
  const known: Known[] = [];
  /** Documents of which one was seen, by structure: what differs in the second one becomes slots. */
  const seen = new Map<string, Pattern>();
  const counts = { library: 0, shape: 0 };

  const fit = (document: JsonObject): { readonly entry: Known; readonly texts: readonly string[] } | null => {
    for (let place = 0; place < known.length; place++) {
      const entry = known[place];
      const texts = entry?.shape.read(document) ?? null;
      if (entry === undefined || texts === null) continue;
      if (place > 0) moveToFront(known, place);
      return { entry, texts };
    }
    return null;
  };

  const learn = async (document: JsonObject): Promise<void> => {
    const structure = structureOf(document);
    for (const entry of known) {
      const paths = entry.structure === structure ? entry.shape.differences(document) : null;
      if (paths === null) continue;
      const wanted = entry.widened < WIDENED_AT_MOST ? new Set([...entry.shape.slots, ...paths]) : undefined;
      const shape = await compileShape(document, hash, wanted);
      // A text that cannot be a slot makes another shape, beside the one that there is.
      if (shape?.read(document) == null) return;
      if (entry.shape.slots.every((slot) => shape.slots.includes(slot)) && covers(shape, paths)) forget(known, entry);
      remember(known, { shape, structure, checked: 0, widened: entry.widened + 1 });
      return;
    }
    const first = seen.get(structure);
    if (first === undefined) {
      if (seen.size >= MOST_SEEN) seen.clear();
      seen.set(structure, patternOf(document, new Map()));
      return;
    }
    seen.delete(structure);
    const paths: string[] = [];
    if (!readSlots(first, document, [], (path) => paths.push(pathKey(path)))) return;
    const shape = await compileShape(document, hash, new Set(paths));
    if (shape !== null) remember(known, { shape, structure, checked: 0, widened: 0 });
  };

  return {
    counts,
    async canonicalHash(document, byLibraryHere = () => canonize(document)) {
      const found = fit(document);
      const nquads = found === null ? null : found.entry.shape.nquads(found.texts);
      const byShape = nquads === null ? null : hash(nquads);
      const fitted = found === null || byShape === null ? null : { shape: found.entry.shape, texts: found.texts };
      if (found !== null && byShape !== null && found.entry.checked >= FIRST_CHECKED && !sample()) {
        counts.shape += 1;
        return { hash: byShape, fitted };
      }
      counts.library += 1;
      const byLibrary = hash(utf8(await byLibraryHere()));
      if (found === null) await learn(document);
      else if (byShape !== null) {
        found.entry.checked += 1;
        if (byShape !== byLibrary) {
          forget(known, found.entry);
          throw new PeersealError("internal", "A compiled shape and the JSON-LD library read a document differently.");
        }
      }
      return { hash: byLibrary, fitted };
    },
  };
}

/** Whether each of these paths is a slot of the shape. */
function covers(shape: Shape, paths: readonly string[]): boolean {
  return paths.every((path) => shape.slots.includes(path));
}

/** While a shape was compiled another call may have moved or removed the entry. */
function forget<T>(list: T[], entry: T): void {
  const place = list.indexOf(entry);
  if (place >= 0) list.splice(place, 1);
}

function moveToFront<T>(list: T[], place: number): void {
  list.unshift(...list.splice(place, 1));
}

function remember<T>(list: T[], entry: T): void {
  list.unshift(entry);
  list.length = Math.min(list.length, MOST_SHAPES);
}
