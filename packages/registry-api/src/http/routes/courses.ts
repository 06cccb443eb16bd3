import { type Hex, PeersealError, wire } from "@peerseal/sdk";
import { type CourseRow, findCourse, listCourses, type PartyRow, partiesOf } from "../../store/courses.js";
import type { Db } from "../../store/database.js";
import type { PageRequest } from "../../store/pages.js";
import { listVersions, newestVersions } from "../../store/versions.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";
import { nonZero, recorded, titlesOf } from "./shapes.js";
import { toVersion } from "./versions.js";

const tags = ["courses"];

export function registerCourseRoutes(app: App, deps: HttpDeps): void {
  const require = (id: Hex) => requireCourse(deps.db, id);

  app.get(
    "/v1/courses",
    {
      schema: {
        tags,
        summary: "Courses in the order of registration",
        querystring: wire.CourseQuery,
        response: answers(200, wire.CoursePage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listCourses(deps.db, query, query);
      return { data: await toCourses(deps.db, data), next };
    },
  );

  app.get(
    "/v1/courses/:id",
    {
      schema: {
        tags,
        summary: "One course with who owns and delivers it",
        params: wire.CoursePath,
        response: answers(200, wire.Course, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => courseDetail(deps.db, params.id),
  );

  app.get(
    "/v1/courses/:id/versions",
    {
      schema: {
        tags,
        summary: "Versions of a course, oldest first",
        params: wire.CoursePath,
        querystring: wire.CourseVersionsQuery,
        response: answers(200, wire.VersionPage, "not-found", "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ params, query }) => {
      await require(params.id);
      return versionsOf(deps.db, params.id, query);
    },
  );
}

/** @throws PeersealError `not-found` */
async function requireCourse(db: Db, id: Hex): Promise<CourseRow> {
  const row = await findCourse(db, id);
  if (row === null) throw new PeersealError("not-found", `There is no course ${id} in this network.`);
  return row;
}

/** One course with who owns and delivers it. @throws PeersealError `not-found` */
export async function courseDetail(db: Db, id: Hex): Promise<wire.Course> {
  const [course] = await toCourses(db, [await requireCourse(db, id)]);
  if (course === undefined) throw new PeersealError("internal", "A course was lost on its way.");
  return course;
}

/** Versions of a course, oldest first, one page. */
export async function versionsOf(
  db: Db,
  course: Hex,
  page: PageRequest,
): Promise<{ data: wire.Version[]; next: string | null }> {
  const { data, next } = await listVersions(db, course, page);
  const titleOf = await titlesOf(
    db,
    data.map((row) => row.descriptorDigest),
  );
  return { data: data.map((row) => toVersion(row, titleOf)), next };
}

async function toCourses(db: Db, rows: readonly CourseRow[]): Promise<wire.Course[]> {
  const ids = rows.map((row) => row.course);
  const [parties, newest] = await Promise.all([partiesOf(db, ids), newestVersions(db, ids)]);
  const titleOf = await titlesOf(
    db,
    newest.map((row) => row.descriptorDigest),
  );
  return rows.map((row) => {
    const version = newest.find((candidate) => candidate.course === row.course);
    const having = (part: PartyRow["part"]) =>
      parties.filter((party) => party.course === row.course && party.part === part).map(toParty);
    return {
      id: row.course,
      institution: row.institution,
      code: row.code,
      title: version === undefined ? null : titleOf(version.descriptorDigest),
      owners: having("owner"),
      deliverers: having("deliverer"),
      newestVersion: version?.version ?? null,
      registered: recorded(row),
    };
  });
}

function toParty(row: PartyRow) {
  return { institution: row.institution, from: nonZero(row.fromAt), until: nonZero(row.untilAt) };
}
