import { utf8 } from "../../core/text.js";
import type { JsonObject, JsonValue } from "../../core/types.js";
import { isList, isObject } from "../../core/values.js";
import type { ByteSink } from "./byte-sink.js";
import { type Path, pathKey } from "./leaves.js";

type Scalar = string | number | boolean | null;

/** What a document of one shape must look like; `slot`: any text, under that number. */
export type Pattern =
  | { readonly kind: "object"; readonly names: readonly string[]; readonly members: readonly Pattern[] }
  | { readonly kind: "list"; readonly items: readonly Pattern[] }
  | { readonly kind: "constant"; readonly value: Scalar }
  | { readonly kind: "slot"; readonly slot: number };

/** The pattern of a document in which the texts at these paths (as `pathKey`) are slots. */
export function patternOf(document: JsonObject, slots: ReadonlyMap<string, number>): Pattern {
  const make = (value: JsonValue, path: Path): Pattern => {
    if (isList(value)) return { kind: "list", items: value.map((item, i) => make(item, [...path, i])) };
    if (isObject(value)) {
      const names = Object.keys(value);
      return { kind: "object", names, members: names.map((name) => make(value[name] ?? null, [...path, name])) };
    }
    const slot = slots.get(pathKey(path));
    return slot === undefined ? { kind: "constant", value } : { kind: "slot", slot };
  };
  return make(document, []);
}

/**
 * Reads the texts of a document's slots into `texts`. `otherwise` is told each text that is constant in the pattern and
 * another in the document; without it the first one ends the reading.
 *
 * @returns false where the document has another structure, or a constant differs and `otherwise` is not given
 */
export function readSlots(
  pattern: Pattern,
  value: JsonValue | undefined,
  texts: string[],
  otherwise?: (path: Path) => void,
): boolean {
  return read(pattern, value, texts, otherwise === undefined ? null : { tell: otherwise, path: [] });
}

type Differences = { readonly tell: (path: Path) => void; readonly path: (string | number)[] };

function read(pattern: Pattern, value: JsonValue | undefined, texts: string[], differ: Differences | null): boolean {
  switch (pattern.kind) {
    case "slot":
      if (typeof value !== "string") return false;
      texts[pattern.slot] = value;
      return true;
    case "constant":
      if (Object.is(pattern.value, value)) return true;
      if (differ === null || typeof value !== "string" || typeof pattern.value !== "string") return false;
      differ.tell([...differ.path]);
      return true;
    case "list": {
      const { items } = pattern;
      if (!isList(value) || value.length !== items.length) return false;
      for (let i = 0; i < items.length; i++) if (!within(items[i], value[i], i, texts, differ)) return false;
      return true;
    }
    case "object": {
      const { names, members } = pattern;
      if (!isObject(value) || membersOf(value) !== names.length) return false;
      for (let i = 0; i < names.length; i++) {
        const name = names[i] ?? "";
        if (!Object.hasOwn(value, name) || !within(members[i], value[name], name, texts, differ)) return false;
      }
      return true;
    }
  }
}

/** How many members an object has; listing them would make an array each time. */
function membersOf(object: JsonObject): number {
  let count = 0;
  for (const _ in object) count += 1;
  return count;
}

function within(
  pattern: Pattern | undefined,
  value: JsonValue | undefined,
  step: string | number,
  texts: string[],
  differ: Differences | null,
): boolean {
  if (pattern === undefined) return false;
  differ?.path.push(step);
  const fits = read(pattern, value, texts, differ);
  differ?.path.pop();
  return fits;
}

/** Writes the canonical JSON (RFC 8785) of a document of this pattern from the texts of its slots, in UTF-8. */
export function jsonWriter(pattern: Pattern): (texts: readonly string[], sink: ByteSink) => void {
  const pieces: (string | number)[] = [];
  const write = (part: Pattern): void => {
    switch (part.kind) {
      case "slot":
        pieces.push(part.slot);
        break;
      case "constant":
        pieces.push(JSON.stringify(part.value));
        break;
      case "list":
        part.items.forEach((item, i) => {
          pieces.push(i === 0 ? "[" : ",");
          write(item);
        });
        pieces.push(part.items.length === 0 ? "[]" : "]");
        break;
      case "object":
        sortedMembers(part).forEach(([name, member], i) => {
          pieces.push(`${i === 0 ? "{" : ","}${JSON.stringify(name)}:`);
          write(member);
        });
        pieces.push(part.names.length === 0 ? "{}" : "}");
    }
  };
  write(pattern);
  const prepared = joined(pieces);
  return (texts, sink) => {
    for (const piece of prepared) {
      if (piece instanceof Uint8Array) sink.bytes(piece);
      else sink.text(JSON.stringify(texts[piece] ?? ""));
    }
  };
}

/** Constant pieces that follow each other become one, in UTF-8. */
function joined(pieces: readonly (string | number)[]): (Uint8Array | number)[] {
  const prepared: (Uint8Array | number)[] = [];
  let constant = "";
  for (const piece of [...pieces, null]) {
    if (typeof piece === "string") {
      constant += piece;
      continue;
    }
    if (constant !== "") prepared.push(utf8(constant));
    constant = "";
    if (piece !== null) prepared.push(piece);
  }
  return prepared;
}

/** Members in the order of their names' UTF-16 units, as canonical JSON has them. */
function sortedMembers({ names, members }: Pattern & { kind: "object" }): (readonly [string, Pattern])[] {
  const pairs = names.flatMap((name, i): (readonly [string, Pattern])[] => {
    const member = members[i];
    return member === undefined ? [] : [[name, member]];
  });
  return pairs.sort(([a], [b]) => (a < b ? -1 : 1));
}
