// The languages of the page. To add one: a folder beside this file, with the files that English has,
// and a line here.
import { english } from "./en/index.js";
import type { Translation } from "./translation.js";

export interface Language {
  /** BCP 47, as in <html lang> and in the address. */
  code: string;
  /** In the language itself. */
  name: string;
  dir: "ltr" | "rtl";
  /** The others come on demand, so that the first view stays small. */
  load: () => Promise<Translation>;
}

export const kEnglish: Language = {
  code: "en",
  name: "English",
  dir: "ltr",
  load: async () => english,
};

export const kLanguages: readonly Language[] = [
  kEnglish,
  {
    code: "ar",
    name: "العربية",
    dir: "rtl",
    load: async () => (await import("./ar/index.js")).arabic,
  },
];

/** The language with this code, or the one that the code is a variety of ("ar-MA"). */
export function languageOf(code: string | null): Language | undefined {
  const base = code?.toLowerCase().split("-")[0];
  return kLanguages.find((language) => language.code === base);
}

/**
 * What the address asks for, else what the visitor chose before, else the first of the browser's
 * languages that the page has, else English.
 */
export function chooseLanguage(
  asked: string | null,
  remembered: string | null,
  preferred: readonly string[],
): Language {
  return (
    languageOf(asked) ??
    languageOf(remembered) ??
    preferred.map(languageOf).find((language) => language !== undefined) ??
    kEnglish
  );
}

/** How numbers are written: as in the visitor's own country where they speak this language. */
export function localeOf(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => languageOf(tag) === language) ?? language.code;
}
