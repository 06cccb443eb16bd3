import type {
  CourseVersionDocument,
  InstitutionDocument,
  ReplyDocument,
  ReviewDocument,
  RoundDocument,
  RubricDocument,
} from "@peerseal/sdk";

type Documents = {
  readonly "peerseal.institution/1": InstitutionDocument;
  readonly "peerseal.course-version/1": CourseVersionDocument;
  readonly "peerseal.rubric/1": RubricDocument;
  readonly "peerseal.round/1": RoundDocument;
  readonly "peerseal.review/1": ReviewDocument;
  readonly "peerseal.reply/1": ReplyDocument;
};

/**
 * A document in the form of its schema; null: it is not published, or of another schema.
 *
 * A registry takes a document only in that form (`parseDocument`), and gives the very bytes whose digest is on chain.
 */
export function documentOf<S extends keyof Documents>(
  schema: S,
  content: Readonly<Record<string, unknown>> | null,
): Documents[S] | null {
  if (content === null || content.schema !== schema) return null;
  // See above: checked by the registry when it came in.
  return content as unknown as Documents[S];
}
