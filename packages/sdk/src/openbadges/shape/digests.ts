import { credentialDigest, parseDigest } from "../../core/digest.js";
import type { Digest, JsonObject } from "../../core/types.js";
import { isList } from "../../core/values.js";
import { createByteSink } from "./byte-sink.js";
import { type Path, pathKey } from "./leaves.js";
import type { HashBytes } from "./lines.js";
import { jsonWriter, type Pattern, patternOf, readSlots } from "./pattern.js";

type Known = {
  readonly pattern: Pattern;
  readonly slots: ReadonlyMap<string, number>;
  readonly write: ReturnType<typeof jsonWriter>;
};

const MOST_PATTERNS = 16;

/**
 * Digests of credentials that are alike: what these share is written as canonical JSON once. The same digests as
 * `credentialDigest`, with the same errors.
 */
export function createDigests(hash: HashBytes): (secured: JsonObject) => Digest {
  const known: Known[] = [];
  const sink = createByteSink();
  const byPattern = (secured: JsonObject): Digest | null => {
    for (const { pattern, write } of known) {
      const texts: string[] = [];
      if (!readSlots(pattern, secured, texts)) continue;
      // Canonical JSON has no form for half a surrogate pair.
      if (!texts.every((text) => text.isWellFormed())) return null;
      sink.clear();
      write(texts, sink);
      return parseDigest(`0x${hash(sink.written())}`);
    }
    return null;
  };
  return (secured) => {
    // One proof without brackets is the same credential, and left to the plain way.
    if (!isList(secured.proof)) return credentialDigest(secured);
    const found = byPattern(secured);
    if (found !== null) return found;
    const digest = credentialDigest(secured);
    learn(known, secured);
    return digest;
  };
}

/** Makes slots of the texts in which a document differs from one of the same structure. */
function learn(known: Known[], document: JsonObject): void {
  for (const [place, { pattern, slots }] of known.entries()) {
    const paths: Path[] = [];
    if (!readSlots(pattern, document, [], (path) => paths.push(path))) continue;
    const wider = new Map(slots);
    for (const path of paths) wider.set(pathKey(path), wider.size);
    known.splice(place, 1);
    remember(known, document, wider);
    return;
  }
  remember(known, document, new Map());
}

function remember(known: Known[], document: JsonObject, slots: ReadonlyMap<string, number>): void {
  const pattern = patternOf(document, slots);
  known.unshift({ pattern, slots, write: jsonWriter(pattern) });
  known.length = Math.min(known.length, MOST_PATTERNS);
}
