import type { JsonObject, JsonValue } from "../../core/types.js";
import { isList, isObject } from "../../core/values.js";

/** Where a value stands in a document: member names and list places from the outside in. */
export type Path = readonly (string | number)[];

/** A text in a document, and where it stands. */
export type Leaf = { readonly path: Path; readonly value: string };

/** Text of a path, equal for equal paths alone. */
export const pathKey = (path: Path): string => JSON.stringify(path);

/**
 * The texts of a document that may differ from one credential to the next without changing what the rest of it means, by
 * where they stand. Left out are contexts, types and keywords, which steer the reading of everything else, and the
 * issuer's id, which must be known whatever else varies.
 */
export function variableLeaves(document: JsonObject): Leaf[] {
  const leaves: Leaf[] = [];
  const queue: { readonly path: Path; readonly value: JsonValue }[] = [{ path: [], value: document }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { path, value } = next;
    if (typeof value === "string") leaves.push({ path, value });
    else if (isList(value)) for (const [i, item] of value.entries()) queue.push({ path: [...path, i], value: item });
    else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (mayVary(path, name, member)) queue.push({ path: [...path, name], value: member });
      }
    }
  }
  return leaves;
}

function mayVary(path: Path, name: string, member: JsonValue): boolean {
  if (name === "type" || name === "__proto__") return false;
  if (name.startsWith("@") && name !== "@value" && name !== "@id") return false;
  if (path.length === 0) return name !== "issuer" || typeof member !== "string";
  return path.length > 1 || path[0] !== "issuer" || name !== "id";
}

/** The document with other texts at some places; everything else is shared with the one given. */
export function withTexts(document: JsonObject, texts: ReadonlyMap<string, string>): JsonObject {
  const rewrite = (value: JsonValue, path: Path): JsonValue => {
    if (typeof value === "string") return texts.get(pathKey(path)) ?? value;
    if (isList(value)) return value.map((item, i) => rewrite(item, [...path, i]));
    return isObject(value) ? rewriteObject(value, path) : value;
  };
  const rewriteObject = (object: JsonObject, path: Path): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, member]) => [name, rewrite(member, [...path, name])]));
  return rewriteObject(document, []);
}

/** Scheme of an absolute IRI, with `//` where it has an authority. */
const IRI_START = /^([A-Za-z][A-Za-z0-9+.-]*:(?:\/\/)?)[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]+$/;

/** How an absolute IRI begins: what JSON-LD looks at to tell it from a term or a compact form. Null: it is none. */
export function iriStart(text: string): string | null {
  return IRI_START.exec(text)?.[1] ?? null;
}

/**
 * A mark that stands for the text of a leaf while the library reads the document: no text of the document holds it, and
 * an IRI stays one with the same beginning.
 */
export function markOf(leaf: Leaf, place: number, token: string): string {
  const start = iriStart(leaf.value);
  return start === null ? `${token}${place}.` : `${start}${token}${place}.`;
}

/** A token that stands nowhere in the document, so that every place where it turns up is one of the marks. */
export function tokenFor(document: JsonObject): string {
  const text = JSON.stringify(document);
  for (let n = 0; ; n++) {
    const token = `slot-${n}-`;
    if (!text.includes(token)) return token;
  }
}
