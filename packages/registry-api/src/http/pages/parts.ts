import type { wire } from "@peerseal/sdk";
import { type Language, textIn } from "../front/negotiation.js";
import { type Html, html, type Part } from "./html.js";
import { WORDS } from "./words.js";

/** A term and what is said of it; null: nothing, and it is left out. */
export type Fact = readonly [term: string, told: Part];

/** Facts as a list of terms. */
export function facts(...rows: readonly Fact[]): Html {
  const told = rows.filter(([, what]) => what !== null);
  return html`<dl>${told.map(([term, what]) => html`<dt>${term}</dt><dd>${what}</dd>\n`)}</dl>`;
}

/** A part with a heading; null where it has no entries. */
export function section(heading: string, entries: readonly Part[]): Html | null {
  if (entries.length === 0) return null;
  return html`<section><h2>${heading}</h2><ul>${entries.map((entry) => html`<li>${entry}</li>\n`)}</ul></section>`;
}

/** A time that people and programs can read. */
export function time(seconds: number | null): Html | null {
  if (seconds === null) return null;
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")} UTC</time>`;
}

/** A hash in full: it is there to be compared. */
export const hash = (value: string | null): Html | null => (value === null ? null : html`<code>${value}</code>`);

/** A link to a permanent id below; the label is text. */
export const link = (path: string, label: Part): Html => html`<a href="${path}">${label}</a>`;

/** Institutions are linked by number. */
export const institutionLink = (id: number | null, language: Language): Html | null =>
  id === null ? null : link(`/institutions/${id}`, `${WORDS[language].institution} ${id}`);

/** Where the chain says so. */
export function recordedAt({ block, transaction, at }: wire.Recorded, language: Language): Html {
  return html`${time(at)} <span class="dim">(${WORDS[language].block} ${block}, <code>${transaction}</code>)</span>`;
}

/** A text by language as an element that says in which it is; null: there is none. */
export function inLanguage(texts: unknown, language: Language): Html | null {
  if (!isTexts(texts)) return null;
  const found = textIn(texts, language);
  return found === null ? null : html`<span lang="${found.language}">${found.text}</span>`;
}

/** The same without markup. */
export function plainIn(texts: unknown, language: Language): string | null {
  return isTexts(texts) ? (textIn(texts, language)?.text ?? null) : null;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === "string");
}

/** Objects of a list in a document whose form is not known for sure. */
export function objectsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null);
}

/** A word of the network's own lists in the reader's language. */
export function word(value: string | null, language: Language): string | null {
  if (value === null) return null;
  return WORDS[language].values[value] ?? value;
}
