import { IconLanguage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, speak } from "@/i18n";
import { useLocale } from "@/i18n/useLocale";
import classes from "./LanguageMenu.module.css";

/** Chooses the language of the page: the browser's own list lies over the sign, so that every page begins with less. */
export function LanguageMenu() {
  const { t } = useTranslation();
  const { language } = useLocale();
  return (
    <span className={classes.box}>
      <IconLanguage size={20} aria-hidden />
      <select
        className={classes.list}
        aria-label={t("shell.language")}
        value={language}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) {
            void speak(value);
          }
        }}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </select>
    </span>
  );
}
