import type { Fault } from "./form.js";
import type { TEXT } from "./text.js";

type Key = keyof (typeof TEXT)["en"];

/** Parts of what the parser says, or of the place where it says it, with our words for it. The first that fits is taken. */
const WORDS: readonly (readonly [test: (fault: Fault) => boolean, key: Key])[] = [
  [({ path }) => path === "content", "fContent"],
  [({ message }) => message.includes("stands twice"), "fTwice"],
  [({ message }) => message.includes("there is no learning outcome"), "fUnknownOutcome"],
  [({ message }) => message.includes("at least one language") && !message.includes("texts"), "fLanguage"],
  [({ message }) => message.includes("at least one") || message.includes("some content"), "fList"],
  [({ message }) => message.includes("version such as"), "fVersion"],
  [({ message }) => message.includes("ISCED-F"), "fField"],
  [({ path }) => path === "workloadMinutes", "fMinutes"],
  [({ path, message }) => path === "reviewBy" || message.includes("expected a time"), "fDay"],
  [({ message }) => message.includes("decimal such as"), "fDecimal"],
  [({ message }) => message.includes("https address"), "fAddress"],
  [({ message }) => message.includes("language tag"), "fTag"],
  [({ message }) => message.includes("SPDX"), "fLicence"],
  [({ message }) => message.includes("expected a letter"), "fId"],
  [({ message }) => /Too small|expected string to have|>=1/.test(message), "fRequired"],
];

/** What is wrong, in plain words. */
export function wordOf(fault: Fault): { readonly key: Key; readonly values: { readonly message: string } } {
  const key = WORDS.find(([test]) => test(fault))?.[1] ?? "fOther";
  return { key, values: { message: fault.message } };
}
