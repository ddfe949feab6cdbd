import { useTranslation } from "react-i18next";
import { isLanguage, type Language, LOCALES } from "./index";

/** The language of the page, and how it writes numbers and dates. */
export function useLocale(): { language: Language; locale: string } {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  return { language, locale: LOCALES[language] };
}
