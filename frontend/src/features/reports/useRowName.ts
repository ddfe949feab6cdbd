import { useTranslation } from "react-i18next";
import type { Dimension } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { rowName } from "./words";

/** Names the rows of a report in the language of the page. */
export function useRowName(by: Dimension): (row: { key: string; label: string }) => string {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  return (row) => {
    const name = rowName(by, row, locale);
    if ("text" in name) {
      return name.text;
    }
    return name.word === "row.quarter" ? t("row.quarter", { number: name.number, year: name.year }) : t(name.word);
  };
}
