import { CourseVersionDocument, contentRoot, type Hex } from "@peerseal/sdk";
import type { Item } from "./hashing.js";

/** A course version while it is written: as the document, but for what is still missing. */
export type Draft = {
  readonly document: Readonly<Record<string, unknown>>;
  /** Whether people who hold a decision on the previous version may carry it over. */
  readonly minor: boolean;
  /** Salts of sealed items, by path: who holds them can show what was sealed. */
  readonly salts: Readonly<Record<string, Hex>>;
};

/** What stands in a form for a course version that nobody has written anything about. */
export function emptyDocument(course: string, owners: readonly number[], deliverers: readonly number[]) {
  return {
    schema: "peerseal.course-version/1",
    course,
    version: "1.0.0",
    previous: null,
    title: {},
    description: {},
    languages: ["en"],
    translationOf: null,
    owners,
    deliverers,
    learningOutcomes: [{ id: "LO1", text: {}, kind: "skill", esco: [] }],
    workloadMinutes: null,
    credits: [],
    level: { eqf: null, nqf: [] },
    field: "",
    needStatement: { kind: "local", text: {}, evidence: [] },
    prerequisites: [],
    participationForm: "online",
    supervision: "none",
    assessments: [
      {
        id: "A1",
        type: "",
        description: {},
        outcomes: [],
        passRule: {},
        identityCheck: "account",
        aiPolicy: { use: "declared", text: {} },
      },
    ],
    content: [],
    contentRoot: null,
    accessibility: {},
    stacking: { stackable: true, text: {}, programmes: [] },
    reviewBy: "",
    changeTriggers: [],
    qaStatement: {},
    changeLog: [],
  };
}

/** The next version of a course, from the one before. */
export function nextDocument(before: Readonly<Record<string, unknown>>, previous: string) {
  return { ...before, previous, version: nextVersion(String(before.version)) };
}

/** `1.4.2` to `1.5.0`. */
export function nextVersion(version: string): string {
  const [major = "1", minor = "0"] = version.split(".");
  return `${major}.${Number(minor) + 1}.0`;
}

/** What is written at a place such as `assessments.0.passRule`. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => memberOf(value, key), document);
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

/** The same with another value at a place; nothing else is changed. */
export function withValue<T>(document: T, path: string, value: unknown): T {
  // A copy with the same members as before.
  return put(document, path.split("."), value) as T;
}

function put(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target)) return target.map((one, i) => (i === Number(key) ? put(one, rest, value) : one));
  const members = typeof target === "object" && target !== null ? target : {};
  return { ...members, [key]: put(memberOf(members, key), rest, value) };
}

/** Texts by language whose empty ones are left out; whatever else, with its texts trimmed and in normal form C. */
function cleaned(value: unknown): unknown {
  if (typeof value === "string") return value.trim().normalize("NFC");
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cleaned(member)]));
}

const BY_LANGUAGE: ReadonlySet<string> = new Set([
  "title",
  "description",
  "text",
  "passRule",
  "accessibility",
  "qaStatement",
]);

function withoutEmptyTexts(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutEmptyTexts(one, name));
  if (typeof value !== "object" || value === null) return value;
  const isTexts = BY_LANGUAGE.has(name) || name === "prerequisites" || name === "changeTriggers";
  const members = Object.entries(value).filter(([, member]) => !isTexts || member !== "");
  return Object.fromEntries(members.map(([key, member]) => [key, withoutEmptyTexts(member, key)]));
}

/** What is wrong with a draft: where, and what its parser says. */
export type Fault = { readonly path: string; readonly message: string };
export type Checked =
  | { readonly document: CourseVersionDocument; readonly faults: readonly [] }
  | { readonly document: null; readonly faults: readonly Fault[] };

/** Holds what is written against the form of `course-version/1`. */
export function checkDraft({ document }: Draft): Checked {
  const plain = withoutEmptyTexts(cleaned(document));
  const result = CourseVersionDocument.safeParse(withValue(plain, "contentRoot", rootOf(plain)));
  if (result.success) return { document: result.data, faults: [] };
  const faults = result.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  // What follows from missing content is no fault of its own.
  return { document: null, faults: faults.filter(({ path }) => path !== "contentRoot") };
}

function rootOf(document: unknown): Hex | null {
  const content = valueAt(document, "content");
  if (!Array.isArray(content) || content.length === 0) return null;
  try {
    // The parser looks at the items themselves.
    return contentRoot(content as Item[]);
  } catch {
    return null;
  }
}
