import { z } from "zod";
import { isObject } from "../values.js";

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;
const NUL = "\u0000";

/** A text as documents hold it: not empty, whole characters, in normal form C, so that equal texts have equal bytes. */
export const text = z
  .string()
  .min(1)
  .max(20_000)
  .refine((value) => value.isWellFormed() && !value.includes(NUL), "expected whole characters and no NUL")
  .refine((value) => !value.isWellFormed() || value.normalize("NFC") === value, "expected Unicode normal form C");

/** A short text, such as a name or a code. */
export const line = text.max(300).refine((value) => !/[\r\n]/.test(value), "expected one line");

/** A language tag (BCP 47) in its canonical form, such as `ja` or `pt-BR`. */
export const languageTag = z.string().refine(isCanonicalLanguage, "expected a BCP 47 language tag in canonical form");

function isCanonicalLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

/** A text in one or more languages, by language tag. */
export const textByLanguage = z
  // A record skips a member named `__proto__` without a word; what is hashed must be seen.
  .custom<Readonly<Record<string, unknown>>>(
    (value) => isObject(value) && !Object.hasOwn(value, "__proto__"),
    "expected texts by language",
  )
  .pipe(z.record(languageTag, text))
  .refine((texts) => Object.keys(texts).length > 0, "expected at least one language");
/** Texts by language tag (BCP 47); at least one. */
export type TextByLanguage = z.infer<typeof textByLanguage>;

/** A moment in UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
export const time = z.string().refine(isTime, "expected a time YYYY-MM-DDTHH:MM:SSZ");

function isTime(value: string): boolean {
  if (!TIME.test(value)) return false;
  const milliseconds = Date.parse(value);
  // 30 February rolls over into March: only a real date comes back as it was.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === value.replace("Z", ".000Z");
}

/** An `https:` address, or `mailto:` where people are to be reached. */
export const webAddress = line.refine((value) => hasProtocol(value, ["https:"]), "expected an https address");
/** `mailto:` or `https:`, where somebody can be reached. */
export const contactAddress = line.refine(
  (value) => hasProtocol(value, ["https:", "mailto:"]),
  "expected an https or mailto address",
);

function hasProtocol(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** A decimal as a string: documents hold no fractions as numbers. */
export const decimal = z.string().regex(/^(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?$/, "expected a decimal such as 0.5");
/** Semantic version without pre-release parts. */
export const semver = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/, "expected a version such as 1.0.0");
/** Identifier inside a document, such as `LO1`. */
export const localId = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, "expected a letter, then letters, digits, -");
/** SPDX licence identifier or expression, or a `LicenseRef-`. */
export const licence = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+\-() ]{0,99}$/, "expected an SPDX expression");
/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, "expected two capital letters");

/** A list without repetitions; `keyOf` tells entries apart. */
export function distinct<T extends z.ZodType>(entry: T, keyOf: (value: z.output<T>) => unknown = (value) => value) {
  return z.array(entry).superRefine((entries, context) => {
    const seen = new Set<unknown>();
    for (const [i, value] of entries.entries()) {
      const key = keyOf(value);
      if (seen.has(key)) context.addIssue({ code: "custom", path: [i], message: `${String(key)} stands twice` });
      seen.add(key);
    }
  });
}

/**
 * Checks between the members of a document, made only once each member is good by itself: a text that cannot be encoded,
 * say, would make them throw.
 */
export function whole<T extends z.ZodType>(
  shape: T,
  check: (value: z.output<T>, context: z.RefinementCtx<z.output<T>>) => void,
) {
  return shape.pipe(z.custom<z.output<T>>().superRefine(check));
}
