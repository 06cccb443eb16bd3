import { z } from "zod";
import { InstitutionId } from "./common.js";

/** What can be searched; never credentials. */
export const SEARCH_KINDS = ["institution", "course", "version", "round", "batch"] as const;
/** What can be searched. */
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** What a search takes. */
export const SearchQuery = z.strictObject({
  q: z
    .string()
    .max(200)
    .describe("Words, all of which must be found; the beginning of a word is enough, as is a part of a Japanese text")
    .meta({ examples: ["避難所 衛生", "shelter hyg", "0x3f9a"] }),
  kind: z.enum(SEARCH_KINDS).optional(),
  language: z.enum(["en", "ja"]).optional().describe("Preferred where several match; else `Accept-Language`"),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Entries on a page, at most 100"),
  cursor: z.string().min(1).max(512).optional().describe("`next` of the previous page"),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** One thing found. */
export const SearchHit = z.strictObject({
  kind: z.enum(SEARCH_KINDS),
  id: z.string(),
  institution: InstitutionId.nullable(),
  title: z.string(),
  language: z.string().nullable().describe("Of the title, BCP 47; null: a name or code"),
  snippet: z.strictObject({
    text: z.string().describe("The title, or the part of the description where the words stand"),
    marks: z.array(z.tuple([z.int(), z.int()])).describe("Where they stand: from and to, in UTF-16 units of `text`"),
  }),
  href: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Things found, best first, one page. */
export const SearchPage = z.strictObject({
  data: z.array(SearchHit),
  next: z.string().nullable().describe("Cursor of the next page"),
});
