import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Measure, Measures } from "@/components/Measures";
import { useLocale } from "@/i18n/useLocale";
import type { TermPoints } from "./points";
import { sum } from "./points";

interface Props {
  terms: TermPoints[];
  /** Whether there is somebody to compare with. */
  compares: boolean;
}

/** Points term by term: each with what it means, the member's own bar, and that of the one who was chosen. */
export function TermBars({ terms, compares }: Props) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const own = sum(terms.map((each) => each.own));
  const theirs = sum(terms.map((each) => each.theirs));
  const shown = terms.filter(({ own, theirs }) => own !== null || theirs !== null);
  const plain = (points: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(points);
  const of = (most: number) => (points: number) => t("why.of", { value: plain(points), most: plain(most) });
  const whole = sum(shown.map(({ most }) => most)) ?? 0;
  const bars = (points: Pick<TermPoints, "own" | "theirs">, most: number, written: (points: number) => string) => {
    const length = (points: number) => (most > 0 ? Math.min(points / most, 1) * 100 : 0);
    const bar = (points: number) => ({ length: length(points), written: written(points) });
    return [
      ...(points.own === null ? [] : [{ label: t("why.you"), look: "filled" as const, ...bar(points.own) }]),
      ...(points.theirs === null || !compares
        ? []
        : [{ label: t("why.theirs"), look: "striped" as const, ...bar(points.theirs) }]),
    ];
  };
  return (
    <Measures>
      {shown.map(({ term, most, ...points }) => (
        <Measure
          key={term}
          name={
            <>
              <Text fw={600}>{t(`terms.${term}`)}</Text>
              <Text size="sm" c="dimmed">
                {t(`termLines.${term}`)}
              </Text>
            </>
          }
          bars={bars(points, most, of(most))}
        />
      ))}
      {own !== null && (
        <Measure name={<Text fw={600}>{t("why.sum")}</Text>} bars={bars({ own, theirs }, whole, of(whole))} />
      )}
    </Measures>
  );
}
