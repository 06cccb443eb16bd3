import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

/** Languages of the app, equal in rank. */
export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Texts by key, in every language. */
export type Dictionary<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

/** Values for the `{names}` in a text. */
export type Values = Readonly<Record<string, string | number>>;

const STORED = "peerseal.language";

/** A dictionary of one area; each key must stand in both languages. */
export function dictionary<const E extends Readonly<Record<string, string>>>(
  en: E,
  ja: { readonly [K in keyof E]: string },
): Dictionary<keyof E & string> {
  return { en, ja };
}

/** A text with its `{names}` filled in. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

type Chosen = { readonly language: Language; readonly choose: (language: Language) => void };

const Context = createContext<Chosen | null>(null);

/** Keeps which language is shown: the person's choice, else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const chosen = useMemo<Chosen>(
    () => ({
      language,
      choose: (next) => {
        keep(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <Context value={chosen}>{children}</Context>;
}

export function useLanguage(): Chosen {
  const chosen = use(Context);
  if (chosen === null) throw new TypeError("There is no LanguageProvider above.");
  return chosen;
}

/** The texts of a dictionary in the language that is shown. */
export function useText<K extends string>(of: Dictionary<K>): (key: K, values?: Values) => string {
  const { language } = useLanguage();
  return (key, values) => fill(of[language][key], values);
}

function firstLanguage(): Language {
  const wanted = [stored(), ...navigator.languages];
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag?.toLowerCase().split("-")[0] === language);
    if (found !== undefined) return found;
  }
  return "en";
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    // Some browsers refuse storage altogether: the choice then lasts as long as the page.
    return null;
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // As above.
  }
}
