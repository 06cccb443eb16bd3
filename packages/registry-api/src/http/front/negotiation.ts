import { PeersealError } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";

/** Languages in which pages are written; the first is for who wants neither. */
export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

export type Form = "json" | "html";

const FORMS = { "application/json": "json", "text/html": "html" } as const;

/**
 * Whether a caller wants data or a page, by the weights of `Accept`. Programs that have no wish get data.
 *
 * @throws PeersealError `not-acceptable`
 */
export function formFor({ headers }: Pick<FastifyRequest, "headers">): Form {
  const available = Object.keys(FORMS);
  const wanted = new Negotiator({ headers }).mediaType(available);
  if (wanted === "text/html" || wanted === "application/json") return FORMS[wanted];
  throw new PeersealError("not-acceptable", "There are data and a page, and nothing else.", { details: { available } });
}

/** Whether a caller wants a page before data: also where there may be neither, such as for an error. */
export function wantsPage({ headers }: Pick<FastifyRequest, "headers">): boolean {
  return new Negotiator({ headers }).mediaType(Object.keys(FORMS)) === "text/html";
}

/** The language of a page: the caller's first wish that there is, by the lookup of RFC 4647, section 3.4. */
export function languageFor({ headers }: Pick<FastifyRequest, "headers">): Language {
  const accept = headers["accept-language"] ?? "";
  for (const range of new Negotiator({ headers: { "accept-language": accept } }).languages()) {
    if (range === "*") return LANGUAGES[0];
    const found = lookUp(range, LANGUAGES);
    if (found !== null) return found;
  }
  return LANGUAGES[0];
}

/** The text in a language, or the nearest that there is; with the language that it is in. */
export function textIn(
  texts: Readonly<Record<string, string>>,
  language: string,
): { readonly text: string; readonly language: string } | null {
  const tags = Object.keys(texts);
  const tag = lookUp(language, tags) ?? lookUp("en", tags) ?? tags[0];
  const text = tag === undefined ? undefined : texts[tag];
  return tag === undefined || text === undefined ? null : { text, language: tag };
}

/** Cuts a range from its end until a tag fits: `ja-Latn-JP`, `ja-Latn`, `ja`. A longer tag of the language fits too. */
function lookUp<T extends string>(range: string, tags: readonly T[]): T | null {
  for (let part = range.toLowerCase(); part !== ""; part = part.slice(0, Math.max(0, part.lastIndexOf("-")))) {
    const found = tags.find((tag) => tag.toLowerCase() === part);
    if (found !== undefined) return found;
  }
  const [language = ""] = range.toLowerCase().split("-");
  return tags.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? null;
}
