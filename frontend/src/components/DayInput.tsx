import "@mantine/dates/styles.css";
import { DatePickerInput, DatesProvider } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "@/i18n";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

const LOCALES: Record<Language, () => Promise<unknown>> = {
  en: () => import("dayjs/locale/en-gb"),
  de: () => import("dayjs/locale/de"),
  cs: () => import("dayjs/locale/cs"),
};

interface Props {
  id?: string;
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  /** As `useApiForm` hands them out: the day as the API writes it. */
  value?: string;
  onChange: (day: string) => void;
  min?: string;
  max?: string;
  /** Which days cannot be chosen. */
  exclude?: (day: string) => boolean;
  required?: boolean;
  maw?: number;
}

/** A day on a calendar, in the language of the page. */
export function DayInput({ label, value, onChange, min, max, exclude, ...rest }: Props) {
  const { t } = useTranslation();
  const { language, locale } = useLocale();
  const [names, setNames] = useState("en");
  useEffect(() => {
    let isHere = true;
    void LOCALES[language]().then(() => isHere && setNames(language === "en" ? "en-gb" : language));
    return () => {
      isHere = false;
    };
  }, [language]);
  return (
    <DatesProvider settings={{ locale: names, firstDayOfWeek: 1, weekendDays: [] }}>
      <DatePickerInput
        {...rest}
        label={label}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={value || null}
        onChange={(chosen) => chosen && onChange(chosen)}
        minDate={min}
        maxDate={max}
        excludeDate={exclude}
        valueFormatter={({ date }) => (typeof date === "string" ? day(date.slice(0, 10), locale) : "")}
        leftSection={<IconCalendar size={16} aria-hidden />}
        popoverProps={{ withRoles: false }}
        highlightToday
        ariaLabels={{
          previousMonth: t("calendar.previousMonth"),
          nextMonth: t("calendar.nextMonth"),
          previousYear: t("calendar.previousYear"),
          nextYear: t("calendar.nextYear"),
          previousDecade: t("calendar.previousDecade"),
          nextDecade: t("calendar.nextDecade"),
          monthLevelControl: t("calendar.chooseMonth"),
          yearLevelControl: t("calendar.chooseYear"),
        }}
      />
    </DatesProvider>
  );
}
