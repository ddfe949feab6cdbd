import "@mantine/dates/styles.css";
import { DatePickerInput, type DatePickerInputProps, DatesProvider } from "@mantine/dates";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "@/i18n";
import { useLocale } from "@/i18n/useLocale";
import classes from "./DayPicker.module.css";

/** The calendars of dayjs, each fetched when its language is spoken. */
const CALENDARS: Record<Language, { name: string; load: () => Promise<unknown> }> = {
  en: { name: "en-gb", load: () => import("dayjs/locale/en-gb") },
  de: { name: "de", load: () => import("dayjs/locale/de") },
  cs: { name: "cs", load: () => import("dayjs/locale/cs") },
};

/** What a `DayInput` becomes when it is first pressed: the same button, with its calendar open. */
export default function DayPicker(props: DatePickerInputProps) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const [known, setKnown] = useState("en");
  const { name, load } = CALENDARS[language];
  useEffect(() => {
    let isMeant = true;
    // Without it the calendar speaks English.
    load().then(
      () => isMeant && setKnown(name),
      () => undefined,
    );
    return () => {
      isMeant = false;
    };
  }, [name, load]);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
    button.current?.click();
  }, []);
  return (
    <DatesProvider settings={{ locale: known, firstDayOfWeek: 1, weekendDays: [] }}>
      <DatePickerInput
        {...props}
        ref={button}
        popoverProps={{ withRoles: false }}
        classNames={{
          day: classes.day,
          monthsListControl: classes.day,
          yearsListControl: classes.day,
          calendarHeaderControl: classes.arrow,
        }}
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
