import { batchId, type Hex, isObject, type JsonObject, type JsonValue, parseJson } from "@peerseal/sdk";
import type { SearchKind } from "../tables/search.js";
import { vectorOf, type Weighed } from "./tokens.js";

/** An entry as it is kept; its `tokens` are a `tsvector` in its own notation. */
export type SearchEntry = {
  readonly kind: SearchKind;
  readonly id: string;
  readonly language: string;
  readonly institution: number | null;
  readonly title: string;
  readonly body: string;
  readonly source: string | null;
  readonly tokens: string;
};

/** Texts of one language, from a published document. */
export type Texts = { readonly language: string; readonly title: string; readonly body: string };

const LONGEST_BODY = 8_000;

/** What a published document says, by language; nothing where there is none. */
export function textsOf(canonical: string | null): readonly Texts[] {
  const document = canonical === null ? null : parsed(canonical);
  if (document === null) return [];
  if (Array.isArray(document.names)) return namesOf(document.names);
  const [titles, bodies] = [byLanguage(document.title), byLanguage(document.description)];
  return Object.entries(titles).map(([language, title]) => ({
    language,
    title,
    body: (bodies[language] ?? "").slice(0, LONGEST_BODY),
  }));
}

/** Names of an institution: of each language the newest, the others beside it. */
function namesOf(names: readonly JsonValue[]): readonly Texts[] {
  const texts = new Map<string, string[]>();
  for (const name of names) {
    if (!isObject(name) || typeof name.language !== "string" || typeof name.text !== "string") continue;
    const known = texts.get(name.language) ?? [];
    texts.set(name.language, name.until == null ? [name.text, ...known] : [...known, name.text]);
  }
  return [...texts].map(([language, [title = "", ...former]]) => ({ language, title, body: former.join(" · ") }));
}

export type Named = {
  readonly kind: SearchKind;
  readonly id: string;
  readonly institution: number | null;
  /** Shown where no document gives a title. */
  readonly title: string;
  /** Found in every language: codes, ids, names. */
  readonly known: readonly Weighed[];
  readonly source: string;
  readonly texts: readonly Texts[];
};

/** One entry for each language of its texts; one without a language where there are none. */
export function entriesOf({ kind, id, institution, title, known, source, texts }: Named): readonly SearchEntry[] {
  const bare = { kind, id, institution };
  if (texts.length === 0) {
    const tokens = vectorOf([{ text: title, weight: "A" }, ...known]);
    return [{ ...bare, language: "", title, body: "", source: null, tokens }];
  }
  return texts.map((text) => ({
    ...bare,
    language: text.language,
    title: text.title,
    body: text.body,
    source,
    tokens: vectorOf([{ text: text.title, weight: "A" }, ...known, { text: text.body, weight: "D" }]),
  }));
}

/** An id, with and without its prefix: whoever has its beginning finds it. */
export const idTexts = (...ids: readonly Hex[]): readonly Weighed[] =>
  ids.flatMap((id) => [id, id.slice(2)].map((text) => ({ text, weight: "B" as const })));

/** A batch's number, alone and with its institution, and its id on chain. */
export function batchTexts(institution: number, number: string): readonly Weighed[] {
  const exact = Number(number);
  const id = Number.isSafeInteger(exact) ? idTexts(batchId(institution, exact)) : [];
  return [{ text: `${institution}-${number}`, weight: "A" }, { text: number, weight: "A" }, ...id];
}

function byLanguage(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function parsed(canonical: string): JsonObject | null {
  const value = parseJson(canonical, { integersOnly: true });
  return isObject(value) ? value : null;
}
