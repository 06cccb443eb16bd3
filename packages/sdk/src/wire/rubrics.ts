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

export const Rubric = z.strictObject({
  id: Hex32,
  publisher: InstitutionId,
  digest: Hex32,
  header: z.tuple([Decimal, Decimal]).describe("Rule parameters, two 256-bit words"),
  listed: z.boolean().describe("Whether the network lists it"),
  published: Recorded,
});
export type Rubric = z.infer<typeof Rubric>;

export const RubricDetail = Rubric.extend({ document: PublishedDocument.describe("The `rubric/1` document") });
export type RubricDetail = z.infer<typeof RubricDetail>;

export const RubricPage = pageOf(Rubric);
export const RubricPath = z.strictObject({ id: Hex32 });
export const RubricQuery = z.strictObject({ ...PageQuery, publisher: InstitutionParam.optional() });
