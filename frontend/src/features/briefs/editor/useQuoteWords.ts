import { useTranslation } from "react-i18next";
import type { Heads, Told } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";

/** How a quote's counts, sums and seats are said. */
export function useQuoteWords() {
  const { t } = useTranslation("quote");
  const { locale } = useLocale();
  const heads = (count: Heads) =>
    "exactly" in count
      ? t("heads", { count: count.exactly, number: new Intl.NumberFormat(locale).format(count.exactly) })
      : t("fewer", { number: count.fewer_than });
  const cost = ({ cost: range, currency }: Told) => {
    if (!range) {
      return undefined;
    }
    const from = money(range.from, currency, locale);
    return range.from === range.to ? from : t("range", { from, to: money(range.to, currency, locale) });
  };
  const head = (told: Told) => t(`possible.${told.possible}`);
  /** The name of a seat; of one that has none yet, its number. */
  const seatName = (seats: readonly { id: string; title: string }[], id: string | null | undefined) => {
    const place = seats.findIndex((seat) => seat.id === id);
    return seats[place]?.title.trim() || t("seat", { number: place + 1 });
  };
  return { t, locale, heads, cost, head, seatName };
}
