import { credentialDigest, parseDigest } from "../../core/digest.js";
import type { Digest, JsonObject } from "../../core/types.js";
import { isList } from "../../core/values.js";
import { createByteSink } from "./byte-sink.js";
import { type Path, pathKey } from "./leaves.js";
import type { HashBytes } from "./lines.js";
import { jsonWriter, type Pattern, patternOf, readSlots } from "./pattern.js";
import { structureOf } from "./structure.js";

type Known = {
  readonly pattern: Pattern;
  readonly slots: ReadonlyMap<string, number>;
  readonly write: ReturnType<typeof jsonWriter>;
};

const MOST_STRUCTURES = 256;

/**
 * Digests of credentials that are alike: what these share is written as canonical JSON once. The same digests as
 * `credentialDigest`, with the same errors.
 */
export function createDigests(hash: HashBytes): (secured: JsonObject) => Digest {
  /** By structure; of a structure seen once only the pattern. */
  const known = new Map<string, Known | Pattern>();
  const sink = createByteSink();
  const byPattern = ({ pattern, write }: Known, secured: JsonObject): Digest | null => {
    const texts: string[] = [];
    // Canonical JSON has no form for half a surrogate pair.
    if (!readSlots(pattern, secured, texts) || !texts.every((text) => text.isWellFormed())) return null;
    sink.clear();
    write(texts, sink);
    return parseDigest(`0x${hash(sink.written())}`);
  };
  return (secured) => {
    // One proof without brackets is the same credential, and left to the plain way.
    if (!isList(secured.proof)) return credentialDigest(secured);
    const structure = structureOf(secured);
    const entry = known.get(structure);
    const found = entry !== undefined && "write" in entry ? byPattern(entry, secured) : null;
    if (found !== null) return found;
    const digest = credentialDigest(secured);
    if (known.size >= MOST_STRUCTURES && entry === undefined) known.clear();
    known.set(structure, entry === undefined ? patternOf(secured, new Map()) : widened(entry, secured));
    return digest;
  };
}

/** Makes slots of the texts in which a document differs from those of its structure before it. */
function widened(entry: Known | Pattern, document: JsonObject): Known | Pattern {
  const slots = new Map("write" in entry ? entry.slots : []);
  const paths: Path[] = [];
  if (!readSlots("write" in entry ? entry.pattern : entry, document, [], (path) => paths.push(path))) return entry;
  for (const path of paths) slots.set(pathKey(path), slots.size);
  const pattern = patternOf(document, slots);
  return { pattern, slots, write: jsonWriter(pattern) };
}
