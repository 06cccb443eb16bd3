import { z } from "zod";
import { PeersealError } from "../errors.js";
import { parseWith } from "../fields.js";
import { CourseVersionDocument } from "./course-version.js";
import { InstitutionDocument } from "./institution.js";
import { ReplyDocument } from "./reply.js";
import { ReviewDocument } from "./review.js";
import { RoundDocument } from "./round.js";
import { RubricDocument } from "./rubric.js";

export { ContentItem, contentRoot } from "./content.js";
export { NEED_KINDS } from "./course-version.js";
export type { TextByLanguage } from "./parts.js";
export { CONFLICT_CATEGORIES, type ConflictCategory } from "./review.js";
export type { CriterionDocument } from "./rubric.js";
export { CourseVersionDocument, InstitutionDocument, ReplyDocument, ReviewDocument, RoundDocument, RubricDocument };

/** A document whose digest the chain may hold. */
export type Document =
  | InstitutionDocument
  | CourseVersionDocument
  | RubricDocument
  | RoundDocument
  | ReviewDocument
  | ReplyDocument;

const SCHEMAS: ReadonlyMap<string, z.ZodType<Document>> = new Map<string, z.ZodType<Document>>([
  ["peerseal.institution/1", InstitutionDocument],
  ["peerseal.course-version/1", CourseVersionDocument],
  ["peerseal.rubric/1", RubricDocument],
  ["peerseal.round/1", RoundDocument],
  ["peerseal.review/1", ReviewDocument],
  ["peerseal.reply/1", ReplyDocument],
]);

const Tagged = z.looseObject({ schema: z.string() });

/**
 * Reads a document by its `schema`. Strict: no member too many, none missing (what does not apply is null or empty),
 * whole numbers only, texts in normal form C, times in UTC. Nothing is changed, so that its digest stays what it was.
 *
 * @throws `document-unknown-schema`; `document-invalid` with `details.issues`
 * @example
 * const document = parseDocument(parseJson(bytes, { integersOnly: true }));
 */
export function parseDocument(value: unknown): Document {
  const tagged = Tagged.safeParse(value);
  const schema = tagged.success ? SCHEMAS.get(tagged.data.schema) : undefined;
  if (schema === undefined) {
    throw new PeersealError("document-unknown-schema", "The document names no schema that is known.", {
      details: { schema: tagged.success ? tagged.data.schema.slice(0, 80) : null, known: [...SCHEMAS.keys()] },
    });
  }
  return parseWith(schema, value, "document-invalid", "The document does not have the form of its schema");
}
