import { createHash } from "node:crypto";
import {
  type ContentItem,
  type CourseVersionDocument,
  contentRoot,
  courseId,
  type Hex,
  type VersionId,
} from "@peerseal/sdk";
import type { DemoCourse } from "./courses.ts";
import type { DemoRevision } from "./revisions.ts";

/** Institutions that write their workload as ECTS credits: 25 hours each. */
const ECTS = { institutions: [5, 6], minutes: 1_500 } as const;

export type Edition = {
  readonly course: DemoCourse;
  readonly version: number;
  /** Absent: the first version. */
  readonly revision?: DemoRevision;
  readonly previous: VersionId | null;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly publishedAt: string;
  readonly reviewBy: string;
  /** Salt of the sealed part. */
  readonly salt: Uint8Array;
};

/** The `course-version/1` document of a version of a demo course. */
export function courseVersionDocument(edition: Edition): CourseVersionDocument {
  const { course, version, revision, previous, publishedAt, reviewBy } = edition;
  const content = contentOf(edition);
  const minutes = revision?.minutes ?? course.minutes;
  const outcomes = course.outcomes.map((text, i) => ({ id: `LO${i + 1}`, text: { en: text } }));
  return {
    schema: "peerseal.course-version/1",
    course: courseId(course.owner, course.code),
    version: revision?.minorOn === undefined ? `${version}.0.0` : `${version - 1}.1.0`,
    previous,
    title: course.title,
    description: course.description,
    languages: [course.language],
    translationOf: null,
    owners: [course.owner, ...(course.owners ?? [])],
    deliverers: [...(course.deliverers ?? [])],
    learningOutcomes: outcomes.map((outcome) => ({ ...outcome, kind: "skill" as const, esco: [] })),
    workloadMinutes: minutes,
    credits: ECTS.institutions.some((id) => id === course.owner)
      ? [{ scheme: "ECTS", value: decimal(minutes, ECTS.minutes) }]
      : [],
    level: { eqf: course.eqf, nqf: [] },
    field: course.field,
    needStatement: {
      kind: course.need,
      text: { en: course.needText },
      evidence: [{ text: { en: course.needText }, source: null }],
    },
    prerequisites: [],
    participationForm: course.form,
    supervision: revision?.assessment === undefined ? SUPERVISION[course.form] : "supervised-onsite",
    assessments: [
      {
        id: "AS1",
        type: ASSESSED_BY[course.form],
        description: { en: assessmentOf(edition) },
        outcomes: outcomes.map(({ id }) => id),
        passRule: {
          en: "Every learning outcome is shown; one repetition is possible.",
          ja: "すべての学修成果を示すこと。再受験は一回まで。",
        },
        identityCheck: course.form === "online" ? "account" : "in-person",
        aiPolicy: {
          use: "declared",
          text: {
            en: "Tools may be used where their use is declared; the learner answers for the result.",
            ja: "生成AI等の利用は申告により可。結果の責任は学習者が負う。",
          },
        },
      },
    ],
    content,
    contentRoot: contentRoot(content),
    accessibility: {
      en: "Texts can be read aloud and enlarged; films have captions; another form of assessment on request.",
      ja: "本文は読み上げと拡大に対応し、映像には字幕を付す。評価方法の変更は申し出により行う。",
    },
    stacking: {
      stackable: true,
      text: {
        en: "Complete in itself; an institution may count it towards a programme of its own.",
        ja: "単独で完結する。各機関の定めにより教育プログラムに積み上げることができる。",
      },
      programmes: [],
    },
    reviewBy,
    changeTriggers: [
      { en: "A change of the rules or limits that the course teaches.", ja: "扱う法令・基準値の改正。" },
      { en: "A reported error of content.", ja: "内容の誤りの報告。" },
    ],
    qaStatement: {
      en: "Reviewed by peers where a review result stands. It stands beside statutory quality assurance, not in its place.",
      ja: "判定があるものはピア・レビューを受けている。法令に基づく質保証に代わるものではない。",
    },
    changeLog: [
      {
        version: revision?.minorOn === undefined ? `${version}.0.0` : `${version - 1}.1.0`,
        at: publishedAt,
        text: revision?.changes ?? { en: "First version.", ja: "初版。" },
      },
    ],
  };
}

const SUPERVISION = {
  online: "identity-checked",
  onsite: "supervised-onsite",
  blended: "supervised-online",
} as const satisfies Record<DemoCourse["form"], string>;

const ASSESSED_BY = {
  online: "written",
  onsite: "practical",
  blended: "practical",
} as const satisfies Record<DemoCourse["form"], string>;

function assessmentOf({ course, revision }: Pick<Edition, "course" | "revision">): string {
  return revision?.assessment ?? course.assessment;
}

/** A syllabus that all may read, and the assessment's tasks, which learners must not know before. */
function contentOf(edition: Edition): ContentItem[] {
  const { course, version, salt } = edition;
  const lines = (title: string, ...rest: readonly string[]) =>
    new TextEncoder().encode(`# ${course.title.en} ${version}.0\n\n## ${title}\n\n${rest.join("\n")}\n`);
  const syllabus = lines("Learning outcomes", ...course.outcomes.map((text) => `- ${text}`));
  const tasks = lines("Assessment", assessmentOf(edition));
  const item = (path: string, bytes: Uint8Array, sha256: Hex) => ({
    path,
    kind: "file" as const,
    mediaType: "text/markdown",
    bytes: bytes.length,
    sha256,
    licence: "CC-BY-4.0",
    url: null,
  });
  return [
    { ...item("assessment/tasks.md", tasks, sha256Of(salt, tasks)), access: "sealed" },
    { ...item("syllabus.md", syllabus, sha256Of(syllabus)), access: "public" },
  ];
}

function sha256Of(...parts: readonly Uint8Array[]): Hex {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return `0x${hash.digest("hex")}`;
}

/** `minutes / unit` to two decimals, without zeros at the end. */
function decimal(minutes: number, unit: number): string {
  const hundredths = Math.round((minutes * 100) / unit);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`.replace(/\.?0+$/, "");
}
