import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

/** The languages that Muster speaks, as the API names them. */
export const LANGUAGES = ["en", "de", "cs"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch", cs: "Čeština" };

/** How each language writes numbers and dates. English is that of Europe: day before month. */
export const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE", cs: "cs-CZ" };

const KEY = "muster-language";

/** The catalogues, a file for each language and part of the pages. A page loads those that it speaks from, in its language. */
const catalogues = import.meta.glob<{ default: object }>("./*/*.json");

/**
 * No line ends within “E-Mail”: a word joiner stands behind its hyphen, as the letters have no hyphen of their own for that.
 * None ends between a number and its unit. And Czech leaves no word of one letter at the end of a line: it stays with the next.
 */
export function tied(catalogue: object, language: string): object {
  const whole = JSON.stringify(catalogue)
    .replaceAll(/\b(e-)(?=mail)/gi, "$1\u2060")
    .replaceAll(/(?<=\d|\}\}) (?=(?:%|km|h|Std\.|[KM]iB)(?!\p{L}))/gu, "\u00a0")
    .replaceAll(/(?<=Nr\.|č\.) (?=\d|\{\{)/g, "\u00a0");
  return JSON.parse(language === "cs" ? whole.replaceAll(/(?<=["\s(„])([aikosuvz]) /gi, "$1\u00a0") : whole);
}

/** Reads a catalogue for i18next, when the first page needs it. */
const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, part, done) => {
    const load = catalogues[`./${language}/${part}.json`];
    if (!load) {
      done(new Error(`there is no catalogue ${part} in ${language}`), null);
      return;
    }
    load().then(
      ({ default: catalogue }) => done(null, language === "en" ? catalogue : tied(catalogue, language)),
      (error) => done(error, null),
    );
  },
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

/** Loads a language and speaks it from now on. */
export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEY, language);
}

/** Begins in the language that whoever looks prefers, with these parts of its catalogue. */
export async function startI18n(parts = ["common"]): Promise<void> {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      ns: parts,
      defaultNS: "common",
      // Every catalogue has the same keys, which a test checks, so there is nothing to fall back to.
      fallbackLng: false,
      interpolation: { escapeValue: false },
    });
  await speak(preferred(localStorage.getItem(KEY), navigator.languages));
}
