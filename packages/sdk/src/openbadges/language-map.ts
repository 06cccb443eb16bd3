import type { TextByLanguage } from "../core/documents/index.js";
import type { JsonObject } from "../core/types.js";

/**
 * Texts by language as JSON-LD's language map takes them. Tags stand in lower case: some processors lower them before
 * they canonicalise and some do not, so that any other case would be signed differently. Case says nothing in BCP 47.
 */
export function languageMap(texts: TextByLanguage): JsonObject {
  return Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag.toLowerCase(), text]));
}

/** Many texts by language as one language map of lists; null where there are none. */
export function languageMaps(many: readonly TextByLanguage[]): JsonObject | null {
  const lists = new Map<string, string[]>();
  for (const texts of many) {
    for (const [tag, text] of Object.entries(texts)) {
      const list = lists.get(tag.toLowerCase());
      if (list === undefined) lists.set(tag.toLowerCase(), [text]);
      else list.push(text);
    }
  }
  return lists.size === 0 ? null : Object.fromEntries(lists);
}
