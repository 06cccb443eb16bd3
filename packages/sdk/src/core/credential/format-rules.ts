import type { JsonObject, JsonValue } from "../types.js";
import { isList, isObject, listOf, member } from "../values.js";
import { parseDateTime } from "./format-time.js";

/** What is wrong, and where: `path` is a JSON Pointer, `code` one of {@link FORMAT_ISSUES}. */
export type FormatIssue = { readonly path: string; readonly code: FormatIssueCode };

/** Every code of a structural fault, with its sentence for people. */
export const FORMAT_ISSUES = {
  absent: { en: "A required member is absent.", ja: "必須の項目がありません。" },
  empty: { en: "The value is empty.", ja: "値が空です。" },
  "not-a-string": { en: "The value is not a text.", ja: "値が文字列ではありません。" },
  "not-a-number": { en: "The value is not a number.", ja: "値が数値ではありません。" },
  "not-a-boolean": { en: "The value is neither true nor false.", ja: "値が真偽値ではありません。" },
  "not-an-object": { en: "The value is not an object.", ja: "値がオブジェクトではありません。" },
  "not-a-list": { en: "The value is not a list.", ja: "値が配列ではありません。" },
  "not-a-url": { en: "The value is not an absolute URL.", ja: "値が絶対URLではありません。" },
  "unsafe-url": { en: "The URL would run a script.", ja: "スクリプトを実行するURLです。" },
  "not-a-date-time": {
    en: "The value is not a date and time with a time zone.",
    ja: "値がタイムゾーン付きの日時ではありません。",
  },
  "not-a-language-value": {
    en: "The value is neither a text nor a text with its language.",
    ja: "値が文字列でも言語付き文字列でもありません。",
  },
  "not-allowed": { en: "The value is not one of those allowed.", ja: "許されていない値です。" },
  "more-than-one": { en: "There is more than one value where one is allowed.", ja: "値は一つだけ許されます。" },
  duplicate: { en: "The same value stands twice.", ja: "同じ値が重複しています。" },
  "context-first": {
    en: "The first context is not that of W3C Verifiable Credentials.",
    ja: "最初の@contextがW3C Verifiable Credentialsのものではありません。",
  },
  "context-ob3": {
    en: "The second context is not that of Open Badges 3.0.",
    ja: "2番目の@contextがOpen Badges 3.0のものではありません。",
  },
  "context-clr": {
    en: "The second context is not that of the Comprehensive Learner Record 2.0.",
    ja: "2番目の@contextがCLR 2.0のものではありません。",
  },
  "context-value": {
    en: "A context is neither a URL nor an object.",
    ja: "@contextがURLでもオブジェクトでもありません。",
  },
  "context-alias": {
    en: "A context written out here gives a word of the standards another name.",
    ja: "記載された@contextが標準の語に別名を与えています。",
  },
  keyword: {
    en: "A JSON-LD keyword hides what readers of the file must see.",
    ja: "読み手に見えるべき内容をJSON-LDのキーワードで隠しています。",
  },
  "long-name": {
    en: "A word of the standards is written in its long form, which readers of the file would not see.",
    ja: "標準の語が、読み手に見えない長い形で書かれています。",
  },
  "type-missing": { en: "The type that must stand here is missing.", ja: "必要なtypeがありません。" },
  "period-reversed": { en: "The validity ends before it begins.", ja: "有効期間の終わりが始まりより前です。" },
  "digest-absent": {
    en: "A related resource has no digest.",
    ja: "関連リソースにダイジェストがありません。",
  },
  "not-a-digest": {
    en: "The value is no digest in the form asked for.",
    ja: "求められる形式のダイジェストではありません。",
  },
  "not-a-media-type": { en: "The value is no media type.", ja: "メディアタイプではありません。" },
  "not-a-data-url": {
    en: "The value is no data URL with a signed credential or presentation in it.",
    ja: "署名付きの証明または提示を含むデータURLではありません。",
  },
  "not-secured": {
    en: "A credential in the presentation is unsigned, and its issuer is not the holder.",
    ja: "提示の中に署名のない証明があり、その発行者は所持者ではありません。",
  },
  "proof-unknown": {
    en: "A proof refers to an earlier proof that is not there.",
    ja: "存在しない先行する署名を参照しています。",
  },
} as const satisfies Record<string, { readonly en: string; readonly ja: string }>;
/** Code of a structural fault. */
export type FormatIssueCode = keyof typeof FORMAT_ISSUES;

/** Looks at a value and reports what is wrong with it. */
export type Rule = (value: JsonValue, path: string, report: Report) => void;
/** Takes a fault; `path` is a JSON Pointer. */
export type Report = (path: string, code: FormatIssueCode) => void;

/** A JSON Pointer (RFC 6901) one step further. */
export function pointer(path: string, name: string | number): string {
  return `${path}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** A text. */
export const text: Rule = (value, path, report) => {
  if (typeof value !== "string") report(path, "not-a-string");
};

/** A number. */
export const number: Rule = (value, path, report) => {
  if (typeof value !== "number") report(path, "not-a-number");
};

/** True or false. */
export const boolean: Rule = (value, path, report) => {
  if (typeof value !== "boolean") report(path, "not-a-boolean");
};

/** An absolute URL that runs no script. */
export const url: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  // URL parsers trim and escape; an identifier is compared as it stands, so what they would change is refused.
  if (/[\s<>"\\^`{|}]/u.test(value) || !URL.canParse(value)) return report(path, "not-a-url");
  if (/^(?:javascript|vbscript):/iu.test(value)) report(path, "unsafe-url");
};

/** An XSD `dateTimeStamp`. */
export const dateTime: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  if (parseDateTime(value) === null) report(path, "not-a-date-time");
};

const LANGUAGE_MEMBERS = ["@value", "@language", "@direction"];
const LANGUAGE_TAG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** A text, or language value objects (VCDM 2.0 section 11.1). */
export const languageText: Rule = (value, path, report) => {
  if (typeof value === "string") return;
  const values = listOf(value);
  if (values.length === 0) report(path, "empty");
  values.forEach((item, i) => {
    const at = isList(value) ? pointer(path, i) : path;
    if (!isObject(item) || !isLanguageValue(item)) report(at, "not-a-language-value");
  });
};

function isLanguageValue(value: JsonObject): boolean {
  const language = member(value, "@language");
  const direction = member(value, "@direction");
  return (
    typeof member(value, "@value") === "string" &&
    (language === undefined || (typeof language === "string" && LANGUAGE_TAG.test(language))) &&
    (direction === undefined || direction === null || direction === "ltr" || direction === "rtl") &&
    Object.keys(value).every((key) => LANGUAGE_MEMBERS.includes(key))
  );
}

/** One of the standard's words. */
export function oneOf(allowed: readonly string[]): Rule {
  return (value, path, report) => {
    if (typeof value !== "string") return report(path, "not-a-string");
    if (!allowed.includes(value)) report(path, "not-allowed");
  };
}

/** One of the standard's words, or an extension `ext:...`. */
export function oneOfOrExtension(allowed: readonly string[]): Rule {
  return (value, path, report) => {
    if (typeof value !== "string") return report(path, "not-a-string");
    if (!allowed.includes(value) && !/^ext:[A-Za-z0-9._-]+$/.test(value)) report(path, "not-allowed");
  };
}

/** A list, each item by the rule. */
export function list(rule: Rule): Rule {
  return (value, path, report) => {
    if (!isList(value)) return report(path, "not-a-list");
    value.forEach((item, i) => {
      rule(item, pointer(path, i), report);
    });
  };
}

/** One value or a list of values, which JSON-LD takes for the same; an empty list says nothing, and is no fault. */
export function oneOrMany(rule: Rule): Rule {
  return (value, path, report) => {
    if (isList(value)) list(rule)(value, path, report);
    else rule(value, path, report);
  };
}

/** A type, or several: non-empty texts, of which `required` must be one. */
export function types(required?: string): Rule {
  return (value, path, report) => {
    oneOrMany((item, at, tell) => {
      if (typeof item !== "string") tell(at, "not-a-string");
      else if (item === "") tell(at, "empty");
    })(value, path, report);
    const found = listOf(value);
    if (found.length === 0) report(path, "empty");
    else if (required !== undefined && !found.includes(required)) report(path, "type-missing");
  };
}

/** An object with members by rule, of which some are required; members without a rule are free. */
export function shape(members: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, "not-an-object");
    for (const name of required) {
      if (member(value, name) === undefined) report(pointer(path, name), "absent");
    }
    for (const [name, rule] of Object.entries(members)) {
      const found = member(value, name);
      if (found !== undefined) rule(found, pointer(path, name), report);
    }
  };
}

/** As {@link shape}, but without members that have no rule. */
export function closed(members: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule {
  const rule = shape(members, required);
  return (value, path, report) => {
    rule(value, path, report);
    if (!isObject(value)) return;
    for (const name of Object.keys(value))
      if (!Object.hasOwn(members, name)) report(pointer(path, name), "not-allowed");
  };
}

/** An object that says its type, and whose id, where it has one, is a URL. */
export function typed(required: readonly string[] = [], members: Readonly<Record<string, Rule>> = {}): Rule {
  return shape({ id: url, type: types(), ...members }, ["type", ...required]);
}
