import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

const FORMATS = { en: "D MMM YYYY", de: "D. MMM YYYY", cs: "D. M. YYYY" } as const;

/** What every picker of days needs in order to speak the language of the page. */
export function useDayPicker() {
  const { t } = useTranslation("availability");
  const { language, locale } = useLocale();
  return {
    valueFormat: FORMATS[language],
    labelSeparator: "–",
    getDayAriaLabel: (date: string) => day(date.slice(0, 10), locale),
    popoverProps: { withRoles: false },
    ariaLabels: {
      nextMonth: t("picker.nextMonth"),
      previousMonth: t("picker.previousMonth"),
      nextYear: t("picker.nextYear"),
      previousYear: t("picker.previousYear"),
      nextDecade: t("picker.nextDecade"),
      previousDecade: t("picker.previousDecade"),
      monthLevelControl: t("picker.months"),
      yearLevelControl: t("picker.years"),
    },
  } as const;
}
