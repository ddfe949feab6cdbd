import { useTranslation } from "react-i18next";
import type { Month, Movement } from "@/api/generated";
import { useTitle } from "@/features/engagements/useTitle";
import { useLocale } from "@/i18n/useLocale";
import { readMemo } from "./memo";

/** Says what happened on a line of the book: in the page's language where it is known, else as the book noted it. */
export function useHappening(): (memo: string, movement?: Movement) => string {
  const { t } = useTranslation("earnings");
  const title = useTitle();
  return (memo, movement) => {
    const read = readMemo(memo);
    if (read) {
      return t(`happenings.${read.happening}`, { milestone: title.milestone(read.milestone) });
    }
    return movement ? t(`movements.${movement}`) : memo;
  };
}

/** Writes a month: October 2026. */
export function useMonth(): (month: Month) => string {
  const { locale } = useLocale();
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return (month) => format.format(new Date(`${month}-01T00:00:00Z`));
}

/** Writes a rate from basis points: 7 %. */
export function usePercent(): (basisPoints: number) => string {
  const { locale } = useLocale();
  const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return (basisPoints) => format.format(basisPoints / 10_000);
}
