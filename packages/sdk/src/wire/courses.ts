import { z } from "zod";
import { ByLanguage, Hex32, InstitutionId, InstitutionParam, PageQuery, pageOf, Recorded, Seconds } from "./common.js";

const Party = z.strictObject({
  institution: InstitutionId,
  from: Seconds.nullable().describe("null: invited, not accepted"),
  until: Seconds.nullable().describe("null: open"),
});

export const Course = z.strictObject({
  id: Hex32,
  institution: InstitutionId.describe("Who registered it"),
  code: z.string(),
  title: ByLanguage.nullable().describe("From the newest version's published descriptor"),
  owners: z.array(Party),
  deliverers: z.array(Party),
  newestVersion: Hex32.nullable(),
  registered: Recorded,
});
export type Course = z.infer<typeof Course>;

export const CoursePage = pageOf(Course);
export const CoursePath = z.strictObject({ id: Hex32 });
export const CourseQuery = z.strictObject({
  ...PageQuery,
  institution: InstitutionParam.optional().describe("Only courses that this institution owns or delivers"),
});
export const CourseVersionsQuery = z.strictObject(PageQuery);
