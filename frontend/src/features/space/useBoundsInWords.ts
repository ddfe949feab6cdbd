import { useTranslation } from "react-i18next";
import type { Bounds } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";

/** The bounds of a rate in words; that it has none, where it has none. */
export function useBoundsInWords(): (bounds: Bounds[]) => string {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  return (bounds) => {
    const words = bounds.flatMap(({ currency, least = 0, most_a_year }) => [
      ...(least > 0 ? [t("bounds.least", { amount: money(least, currency, locale) })] : []),
      ...(typeof most_a_year === "number" ? [t("bounds.most", { amount: money(most_a_year, currency, locale) })] : []),
    ]);
    return words.length > 0 ? words.join(", ") : t("bounds.none");
  };
}
