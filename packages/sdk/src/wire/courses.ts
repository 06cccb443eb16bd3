import { z } from "zod";
import { ByLanguage, Hex32, InstitutionId, InstitutionParam, PageQuery, pageOf, Recorded, Seconds } from "./common.js";

const Party = z.strictObject({
  institution: InstitutionId,
  from: Seconds.nullable().describe("null: invited, not accepted"),
  until: Seconds.nullable().describe("null: open"),
});

/** A course and its parties. */
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

/** Courses, one page. */
export const CoursePage = pageOf(Course);
/** Path of a course. */
export const CoursePath = z.strictObject({ id: Hex32 });
/** What the list of courses takes. */
export const CourseQuery = z.strictObject({
  ...PageQuery,
  institution: InstitutionParam.optional().describe("Only courses that this institution owns or delivers"),
  owner: InstitutionParam.optional().describe("Only courses that this institution owns or owned"),
  deliverer: InstitutionParam.optional().describe("Only courses that this institution delivers or delivered"),
  invited: InstitutionParam.optional().describe(
    "Only courses in which this institution is invited to a part that it has neither accepted nor declined",
  ),
  code: z.string().min(1).max(63).optional(),
});
/** What the list of a course's versions takes. */
export const CourseVersionsQuery = z.strictObject(PageQuery);
