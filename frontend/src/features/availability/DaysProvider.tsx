import "@mantine/dates/styles.css";
import { DatesProvider } from "@mantine/dates";
import { type ReactNode, useEffect, useState } from "react";
import type { Language } from "@/i18n";
import { useLocale } from "@/i18n/useLocale";

/** The calendars of dayjs that are not English, each fetched when its language is spoken. */
const CALENDARS: Record<Language, { name: string; load: () => Promise<unknown> }> = {
  en: { name: "en-gb", load: () => import("dayjs/locale/en-gb") },
  de: { name: "de", load: () => import("dayjs/locale/de") },
  cs: { name: "cs", load: () => import("dayjs/locale/cs") },
};

/** Pickers of days below speak the language of the page, and their weeks begin on Monday. */
export function DaysProvider({ children }: { children: ReactNode }) {
  const { language } = useLocale();
  const [loaded, setLoaded] = useState("en");
  const { name, load } = CALENDARS[language];
  useEffect(() => {
    let isMeant = true;
    load().then(
      () => isMeant && setLoaded(name),
      () => undefined,
    );
    return () => {
      isMeant = false;
    };
  }, [name, load]);
  return <DatesProvider settings={{ locale: loaded, firstDayOfWeek: 1, weekendDays: [] }}>{children}</DatesProvider>;
}
