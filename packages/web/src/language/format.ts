import { type Language, useLanguage } from "./language.js";
import { visible } from "./visible.js";

/** Making one takes longer than all that it then formats on a screen. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function dates(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" });
  formatters.set(key, made);
  return made;
}

/** Seconds of Unix time as date and time in UTC, which is named: `26 November 2026 at 11:00 UTC`. */
export function formatMoment(seconds: number, language: Language): string {
  const options = { dateStyle: "long", timeStyle: "short", hour12: false } as const;
  return `${dates(language, options).format(seconds * 1000)} UTC`;
}

/** The day alone, in UTC. */
export function formatDay(seconds: number, language: Language): string {
  return dates(language, { dateStyle: "long" }).format(seconds * 1000);
}

export function formatNumber(value: number | bigint, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(value);
}

/** `PT90M` in words would be a guess at levels; minutes are shown as hours and minutes. */
export function formatMinutes(minutes: number, language: Language): string {
  const unit = (value: number, name: "hour" | "minute") => formatUnit(value, name, language);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? unit(hours, "hour") : "", rest > 0 || hours === 0 ? unit(rest, "minute") : ""]
    .filter((part) => part !== "")
    .join(" ");
}

/** A number of some unit in words: `3 days`. */
export function formatUnit(value: number, unit: "second" | "minute" | "hour" | "day", language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** The text in the language that is shown, or the nearest that there is, with the language that it is in. */
export function textIn(
  texts: Readonly<Record<string, string>> | null,
  language: Language,
): { readonly text: string; readonly language: string } | null {
  if (texts === null) return null;
  const tags = Object.keys(texts);
  const tag =
    [language, "en"].map((wanted) => tags.find((one) => one.split("-")[0] === wanted)).find(Boolean) ?? tags[0];
  const text = tag === undefined ? undefined : texts[tag];
  return tag === undefined || text === undefined ? null : { text: visible(text), language: tag };
}

/** Formatting in the language that is shown. */
export function useFormat() {
  const { language } = useLanguage();
  return {
    moment: (seconds: number) => formatMoment(seconds, language),
    day: (seconds: number) => formatDay(seconds, language),
    number: (value: number | bigint) => formatNumber(value, language),
    minutes: (minutes: number) => formatMinutes(minutes, language),
    unit: (value: number, unit: Parameters<typeof formatUnit>[1]) => formatUnit(value, unit, language),
    textIn: (texts: Readonly<Record<string, string>> | null) => textIn(texts, language),
  };
}

function localeOf(language: Language): string {
  return language === "en" ? "en-GB" : "ja-JP";
}
