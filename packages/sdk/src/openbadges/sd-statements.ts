import { selectJsonLd, skolemizeCompactJsonLd, toDeskolemizedNQuads } from "@digitalbazaar/di-sd-primitives";
import { base64url } from "jose";
import { utf8 } from "../core/text.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isList, isObject, member } from "../core/values.js";
import { type Budget, canonicalQuads, JSONLD_OPTIONS } from "./rdfc.js";

/*
 * A document as statements (N-Quads) that can be shown one by one: blank nodes bear names that an HMAC made, so that what
 * is shown does not tell how many others there are. Source: Data Integrity ECDSA Cryptosuites 1.0, section 3.4.
 */

/** Names of blank nodes by the names that they had before, both without `_:`. */
export type Names = ReadonlyMap<string, string>;

/** The statements of a document in order, and how its blank nodes are called in them. */
export type Statements = { readonly quads: readonly string[]; readonly names: Names };

/** A document, its statements, and its skolemised form that selections are made from. */
export type Grouped = Statements & {
  /** Numbers of the statements that some pointers select, and the statements before renaming, for each group asked. */
  readonly groups: readonly { readonly chosen: ReadonlySet<number>; readonly unnamed: readonly string[] }[];
};

/** Names blank nodes by an HMAC of their canonical name. */
export async function hmacNamer(hmacKey: Uint8Array): Promise<(canonicalName: string) => Promise<string>> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(hmacKey), algorithm, false, ["sign"]);
  return async (name) =>
    `u${base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", key, Uint8Array.from(utf8(name)))))}`;
}

/**
 * The statements of a document or of N-Quads under the names that `namer` gives, sorted.
 * @throws where a blank node gets no name or the name of another, or canonicalisation does
 */
export async function statementsOf(
  input: JsonObject | string,
  budget: Budget,
  namer: (canonicalName: string) => Promise<string | undefined>,
): Promise<Statements> {
  const { text, ids } = await canonicalNames(input, budget);
  const byCanonical = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [before, canonicalName] of ids) {
    const name = await namer(canonicalName);
    if (name === undefined) throw new TypeError("a blank node has no name");
    byCanonical.set(canonicalName, name);
    names.set(before, name);
  }
  // Two nodes under one name would show as one what was signed as two, or the other way round.
  if (new Set(byCanonical.values()).size !== byCanonical.size) throw new TypeError("two blank nodes share a name");
  const quads = linesOf(text).map((quad) => renamed(quad, byCanonical));
  // UTF-16 order, as the programs that others use have it; only texts with rare characters sort otherwise by code point.
  return { quads: quads.toSorted(byUtf16), names };
}

/** Canonical N-Quads, and the canonical name of each blank node, without `_:`. */
export async function canonicalNames(
  input: JsonObject | string,
  budget: Budget,
): Promise<{ readonly text: string; readonly ids: Names }> {
  const ids = new Map<string, string>();
  const text = await canonicalQuads(input, budget, { ids });
  const plain = (name: string) => name.replace(/^_:/, "");
  return { text, ids: new Map([...ids].map(([before, name]) => [plain(before), plain(name)])) };
}

/**
 * The statements of a document, and which of them each group of JSON pointers selects.
 * @throws where a pointer leads nowhere, or canonicalisation does
 */
export async function groupStatements(
  document: JsonObject,
  budget: Budget,
  namer: (canonicalName: string) => Promise<string>,
  groups: readonly (readonly string[])[],
): Promise<Grouped> {
  const options = JSONLD_OPTIONS;
  const skolemized = await skolemizeCompactJsonLd({ document, options });
  const unnamed = await toDeskolemizedNQuads({ document: skolemized.expanded, options });
  const { quads, names } = await statementsOf(unnamed.join(""), budget, namer);
  const numbers = new Map(quads.map((quad, i) => [quad, i]));
  const found: { chosen: Set<number>; unnamed: readonly string[] }[] = [];
  for (const pointers of groups) {
    const translated = pointers.map((pointer) => translate(pointer, document, skolemized.compact));
    const selection = selectJsonLd({ document: skolemized.compact, pointers: translated });
    const selected = selection === null ? [] : await toDeskolemizedNQuads({ document: selection, options });
    const chosen = new Set(selected.flatMap((quad) => numbers.get(renamed(quad, names)) ?? []));
    found.push({ chosen, unnamed: selected });
  }
  return { quads, names, groups: found };
}

/**
 * Whether a text or an IRI of the document could be taken for the name of a blank node. Programs in use replace such
 * parts of texts too, so that their signatures do not cover what stands there.
 */
export function looksNamed(document: JsonObject): boolean {
  return /_:|urn:bnid:/.test(JSON.stringify(document));
}

/** The segments of a JSON pointer (RFC 6901). */
export function segmentsOf(pointer: string): readonly string[] {
  if (pointer !== "" && !pointer.startsWith("/")) throw new TypeError("a JSON pointer begins with a slash");
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Reads what a pointer leads to; undefined where it leads nowhere. Never reads what a prototype brings. */
export function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const segment of segmentsOf(pointer)) {
    if (isList(value)) value = /^(?:0|[1-9]\d{0,6})$/.test(segment) ? value[Number(segment)] : undefined;
    else value = isObject(value) ? member(value, segment) : undefined;
  }
  return value;
}

/** A pointer into the document as one into its compacted form, in which a list of one is its only item. */
function translate(pointer: string, document: JsonObject, compact: JsonObject): string {
  if (valueAt(document, pointer) === undefined) throw new TypeError(`the pointer ${pointer} leads nowhere`);
  let original: JsonValue | undefined = document;
  let other: JsonValue | undefined = compact;
  let path = "";
  for (const segment of segmentsOf(pointer)) {
    const step = `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const isUnwrapped: boolean = isList(original) && original.length === 1 && !isList(other);
    original = valueAt(original ?? null, step);
    if (isUnwrapped) continue;
    other = valueAt(other ?? null, step);
    if (other === undefined) throw new TypeError(`the pointer ${pointer} cannot be used`);
    path += step;
  }
  return path;
}

function byUtf16(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => `${line}\n`);
}

/** Parts of an N-Quad; blank nodes are looked for between IRIs and texts only, never within. */
const PARTS = /<[^>]*>|"(?:[^"\\]|\\.)*"|_:(\S+)/g;

function renamed(quad: string, names: Names): string {
  return quad.replace(PARTS, (part, name: string | undefined) => {
    if (name === undefined) return part;
    const now = names.get(name);
    if (now === undefined) throw new TypeError("a blank node has no name");
    return `_:${now}`;
  });
}
