import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** The languages that Muster speaks, as the API names them. */
export const LANGUAGES = ["en", "de", "cs"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch", cs: "Čeština" };

/** How each language writes numbers and dates. English is that of Europe: day before month. */
export const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE", cs: "cs-CZ" };

const KEY = "muster-language";

/** A page loads the one catalogue that it speaks. */
const catalogues: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import("./en.json"),
  de: () => import("./de.json"),
  cs: () => import("./cs.json"),
};

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The language chosen before, or the first one of `wishes` that Muster speaks, or English. */
export function preferred(chosen: string | null, wishes: readonly string[]): Language {
  if (isLanguage(chosen)) {
    return chosen;
  }
  return wishes.map((wish) => wish.slice(0, 2).toLowerCase()).find(isLanguage) ?? "en";
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await catalogues[language]()).default);
  }
}

/** Loads a language and speaks it from now on. */
export async function speak(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEY, language);
}

/** Begins in the language that whoever looks prefers. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    // Every catalogue has the same keys, which a test checks, so there is nothing to fall back to.
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(preferred(localStorage.getItem(KEY), navigator.languages));
}
