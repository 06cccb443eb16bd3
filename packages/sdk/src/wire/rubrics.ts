import { z } from "zod";
import {
  Decimal,
  Hex32,
  InstitutionId,
  InstitutionParam,
  PageQuery,
  PublishedDocument,
  pageOf,
  Recorded,
} from "./common.js";

/** A rubric and its header. */
export const Rubric = z.strictObject({
  id: Hex32,
  publisher: InstitutionId,
  digest: Hex32,
  header: z.tuple([Decimal, Decimal]).describe("Rule parameters, two 256-bit words"),
  listed: z.boolean().describe("Whether the network lists it"),
  published: Recorded,
});
export type Rubric = z.infer<typeof Rubric>;

/** A rubric with its document. */
export const RubricDetail = Rubric.extend({ document: PublishedDocument.describe("The `rubric/1` document") });
export type RubricDetail = z.infer<typeof RubricDetail>;

/** Rubrics, one page. */
export const RubricPage = pageOf(Rubric);
/** Path of a rubric. */
export const RubricPath = z.strictObject({ id: Hex32 });
/** What the list of rubrics takes. */
export const RubricQuery = z.strictObject({ ...PageQuery, publisher: InstitutionParam.optional() });
