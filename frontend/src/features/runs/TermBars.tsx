import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/useLocale";
import type { TermPoints } from "./points";
import { sum } from "./points";
import classes from "./runs.module.css";

interface Props {
  terms: TermPoints[];
  /** Whether there is somebody to compare with. */
  compares: boolean;
}

/** Points term by term: each with what it means, the member's own bar, and that of the one who was chosen. */
export function TermBars({ terms, compares }: Props) {
  const { t } = useTranslation("runs");
  const own = sum(terms.map((each) => each.own));
  const theirs = sum(terms.map((each) => each.theirs));
  const shown = terms.filter(({ own, theirs }) => own !== null || theirs !== null);
  return (
    <ul className={classes.terms}>
      {shown.map(({ term, own, theirs, most }) => (
        <li key={term} className={classes.term}>
          <div>
            <Text fw={600}>{t(`terms.${term}`)}</Text>
            <Text size="sm" c="dimmed">
              {t(`termLines.${term}`)}
            </Text>
          </div>
          <Bars own={own} theirs={compares ? theirs : null} most={most} />
        </li>
      ))}
      {own !== null && (
        <li className={classes.term}>
          <Text fw={600}>{t("why.sum")}</Text>
          <Bars own={own} theirs={compares ? theirs : null} most={sum(shown.map(({ most }) => most)) ?? 0} plain />
        </li>
      )}
    </ul>
  );
}

function Bars({
  own,
  theirs,
  most,
  plain,
}: {
  own: number | null;
  theirs: number | null;
  most: number;
  plain?: boolean;
}) {
  const { t } = useTranslation("runs");
  return (
    <dl className={classes.bars}>
      {own !== null && <Bar label={t("why.you")} value={own} most={most} plain={plain} />}
      {theirs !== null && <Bar label={t("why.theirs")} value={theirs} most={most} plain={plain} other />}
    </dl>
  );
}

interface BarProps {
  label: string;
  value: number;
  most: number;
  other?: boolean;
  /** Without "of so many". */
  plain?: boolean;
}

function Bar({ label, value, most, other, plain }: BarProps) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const written = (number: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(number);
  const share = most > 0 ? Math.min(value / most, 1) : 0;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className={classes.track} aria-hidden>
          <span
            className={other ? `${classes.bar} ${classes.other}` : classes.bar}
            style={{ display: "block", width: `${share * 100}%` }}
          />
        </span>
        <span className={classes.number}>
          {plain ? written(value) : t("why.of", { value: written(value), most: written(most) })}
        </span>
      </dd>
    </div>
  );
}
