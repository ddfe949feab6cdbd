import type { Loosened, Narrowest } from "@/api/generated";
import { useSkillName } from "@/features/skills/useSkillName";
import { day, money, names } from "@/lib/format";
import { useQuoteWords } from "./useQuoteWords";

/** What a quote is about. */
export interface Quoted {
  currency: string;
  seats: readonly { id: string; title: string }[];
}

/** What a loosened wish would say, as a sentence. */
export function useWishText(wish: Loosened, { currency, seats }: Quoted): string {
  const { t, locale, seatName } = useQuoteWords();
  const isSkill = wish.wish === "level" || wish.wish === "must";
  const skill = useSkillName(isSkill ? wish.name : null);
  const seat = wish.seat ? seatName(seats, wish.seat) : "";
  const { from, to } = wish;
  switch (wish.wish) {
    case "level":
      return t("wish.level", { skill, seat, to: t(`level.${clamp(to)}`), from: t(`level.${clamp(from)}`) });
    case "must":
      return t("wish.must", { skill, seat });
    case "hours":
      return t("wish.hours", { seat, from, to });
    case "weeks":
      return t("wish.weeks", { seat, from, to });
    case "start": {
      const date = wish.start ? day(wish.start, locale) : "";
      return seat ? t("wish.startOf", { seat, date }) : t("wish.start", { date });
    }
    case "rate_cap":
      return to == null ? t("wish.anyRate", { seat }) : t("wish.rate", { seat, to: money(to, currency, locale) });
    case "language":
      return t("wish.language", { seat, language: names([wish.name ?? ""], "language", locale)[0] ?? "" });
    case "distance":
      return to == null ? t("wish.anywhere", { seat }) : t("wish.distance", { seat, to });
    case "budget":
      return to == null ? t("wish.anyBudget") : t("wish.budget", { to: money(to, currency, locale) });
  }
}

function clamp(level: number | null | undefined): "1" | "2" | "3" | "4" | "5" {
  const whole = Math.min(Math.max(level ?? 1, 1), 5);
  return (["1", "2", "3", "4", "5"] as const)[whole - 1] ?? "1";
}

/** Which wish narrows a brief most, and how many more there would be without it. */
export function NarrowestText({ narrowest, seats }: { narrowest: Narrowest } & Pick<Quoted, "seats">) {
  const { t, locale, heads, seatName } = useQuoteWords();
  const isSkill = narrowest.wish === "level" || narrowest.wish === "must";
  const skill = useSkillName(isSkill ? narrowest.name : null);
  const language = narrowest.wish === "language" ? names([narrowest.name ?? ""], "language", locale)[0] : "";
  const what = t(`narrows.${narrowest.wish}`, { skill, language });
  return (
    <>
      {t("narrowest", {
        seat: seatName(seats, narrowest.seat),
        what,
        eligible: heads(narrowest.eligible),
        without: heads(narrowest.without),
      })}
    </>
  );
}
