import { type CourseVersionDocument, courseId, digestOf, PARTS, type VersionId, versionId } from "@peerseal/sdk";
import { BATCHES } from "./batches.ts";
import type { Calendar, Happening } from "./calendar.ts";
import { courseVersionDocument } from "./course-documents.ts";
import { COURSES, type DemoCourse } from "./courses.ts";
import type { DemoKeys } from "./keys.ts";
import { REVISIONS } from "./revisions.ts";
import { ROUNDS } from "./rounds.ts";
import type { World } from "./world.ts";

const NONE = `0x${"00".repeat(32)}` as const;
const REVIEW_EVERY_DAYS = 3 * 365;
/** Days from publication to first use; a rapid round means that there was no time. */
const LEAD_DAYS = { panel: 12, rapid: 3 } as const;
/** Courses that nobody has reviewed or issued for. */
const QUIET: Readonly<Record<string, number>> = {
  "seaweed-farm-records": 330,
  "dry-stone-repair": 380,
  "marine-engine-alarms": 735,
};

/** A published version of a demo course. */
export type DemoVersion = {
  readonly course: DemoCourse;
  readonly version: number;
  readonly id: VersionId;
  readonly document: CourseVersionDocument;
  readonly day: number;
  readonly minor: boolean;
};

/** All versions of the demo, those of one course in order. */
export function planVersions({
  keys,
  calendar,
}: {
  readonly keys: DemoKeys;
  readonly calendar: Calendar;
}): DemoVersion[] {
  return COURSES.flatMap((course) => {
    const editions: DemoVersion[] = [];
    for (const version of [1, 2]) {
      const revision = REVISIONS.find((one) => one.code === course.code && one.version === version);
      if (version > 1 && revision === undefined) continue;
      const day = revision?.minorOn ?? publicationDay(course.code, version);
      const document = courseVersionDocument({
        course,
        version,
        ...(revision === undefined ? {} : { revision }),
        previous: editions.at(-1)?.id ?? null,
        publishedAt: calendar.text(calendar.at(day, 9)),
        reviewBy: calendar.text(calendar.at(day + REVIEW_EVERY_DAYS)),
        salt: keys.bytes(`salt:${course.code}:${version}`, 32),
      });
      const id = versionId(courseId(course.owner, course.code), digestOf(document));
      editions.push({ course, version, id, document, day, minor: revision?.minorOn !== undefined });
    }
    return editions;
  });
}

/** Registrations, invitations and their acceptance, publications. */
export function courseHappenings(world: World, versions: readonly DemoVersion[]): Happening[] {
  return versions.flatMap((version) => [
    ...(version.version === 1 ? registration(world, version) : []),
    { at: world.calendar.at(version.day, 9), run: () => publish(world, version) },
  ]);
}

function registration({ act, officer, calendar }: World, { course, day }: DemoVersion): Happening[] {
  const id = courseId(course.owner, course.code);
  const parties = [
    ...(course.owners ?? []).map((institution) => ({ institution, part: PARTS.indexOf("owner") })),
    ...(course.deliverers ?? []).map((institution) => ({ institution, part: PARTS.indexOf("deliverer") })),
  ];
  const registrar = { institution: course.owner, code: course.code };
  return [
    { at: calendar.at(day - 1, 9), run: () => act(officer(course.owner), "RegisterCourse", registrar) },
    ...parties.flatMap(({ institution, part }, i) => [
      {
        at: calendar.at(day - 1, 10 + i),
        run: () => act(officer(course.owner), "InviteParty", { course: id, by: course.owner, institution, part }),
      },
      {
        at: calendar.at(day - 1, 10.5 + i),
        run: () => act(officer(institution), "AcceptPart", { course: id, institution, part }),
      },
    ]),
  ];
}

async function publish({ act, officer, shelf }: World, { course, document, minor }: DemoVersion): Promise<void> {
  await act(officer(course.owner), "PublishVersion", {
    course: courseId(course.owner, course.code),
    by: course.owner,
    descriptorDigest: shelf.put(document),
    previous: document.previous ?? NONE,
    minor,
  });
}

/** Early enough for the first round or learning period of the version. */
function publicationDay(code: string, version: number): number {
  const isOf = (one: { readonly course: string; readonly version: number }) =>
    one.course === code && one.version === version;
  const days = [
    ...ROUNDS.filter(isOf).map(({ day, route }) => day - LEAD_DAYS[route]),
    ...BATCHES.filter(isOf).map(({ learningDays: [start] }) => start - LEAD_DAYS.panel),
  ];
  return days.length === 0 ? (QUIET[code] ?? 0) : Math.min(...days);
}
