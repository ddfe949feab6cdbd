import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExplainedPart } from "@/api/generated";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import classes from "./earnings.module.css";
import { byRate, reason, type SeatSplit, type Step, steps, whole } from "./split";
import { usePercent } from "./words";

interface Props {
  seat: SeatSplit;
  /** All parts of the entry, which say what was shared out of what. */
  parts: ExplainedPart[];
}

/** How a payment fell, part by part, down to what the member keeps. */
export function Waterfall({ seat, parts }: Props) {
  const { t } = useTranslation("earnings");
  const falls = steps(seat);
  const { own } = seat;
  const isBack = seat.base < 0;
  const share = own && seat.base !== 0 ? own.amount.amount / seat.base : 0;
  return (
    <Section title={t("fall.title", { seat: seat.title })} lead={t(isBack ? "fall.leadBack" : "fall.lead")}>
      <ol className={classes.fall}>
        <li>
          <Row label={t(isBack ? "fall.back" : "fall.paid")} minor={seat.base} currency={seat.currency} />
          <Bar step={{ from: 0, width: 1 }} own />
        </li>
        {seat.others.map((part, place) => (
          <li key={`${part.payee} ${part.of} ${part.basis_points} ${part.base.amount}`}>
            <Row label={t(`payees.${part.payee}`)} minor={-part.amount.amount} currency={part.amount.currency} />
            <Bar step={falls[place] ?? { from: 0, width: 0 }} />
            <Why part={part} parts={parts} />
          </li>
        ))}
        {own && (
          <li>
            <Row
              label={t(isBack ? "fall.gave" : "fall.keep")}
              minor={own.amount.amount}
              currency={own.amount.currency}
            />
            <Bar step={{ from: 0, width: share }} own />
            <Why part={own} parts={parts} />
          </li>
        )}
      </ol>
    </Section>
  );
}

function Row({ label, minor, currency }: { label: string; minor: number; currency: string }) {
  return (
    <div className={classes.row}>
      <span>{label}</span>
      <span>
        <Money minor={minor} currency={currency} />
      </span>
    </div>
  );
}

function Bar({ step: { from, width }, own }: { step: Step; own?: boolean }) {
  return (
    <span className={classes.track} aria-hidden>
      <span
        className={own ? `${classes.bar} ${classes.own}` : classes.bar}
        style={{ left: `${from * 100}%`, width: `${width * 100}%` }}
      />
    </span>
  );
}

/** Why a part is so much, from its rate, what that was taken of, and its bound. */
function Why({ part, parts }: { part: ExplainedPart; parts: ExplainedPart[] }) {
  const { t } = useTranslation("earnings");
  const { locale } = useLocale();
  const percent = usePercent();
  const written = (minor: number) => money(minor, part.base.currency, locale);
  const full = whole(part, parts);
  const isShared = full !== part.amount.amount;
  const sentence = t(`why.${reason(part)}`, {
    rate: percent(part.basis_points),
    base: written(Math.abs(part.base.amount)),
    whole: written(Math.abs(full)),
    amount: written(Math.abs(part.amount.amount)),
    byRate: written(Math.abs(byRate(part))),
  });
  return (
    <Text size="sm" c="dimmed" maw="68ch">
      {sentence}
      {isShared &&
        ` ${t("why.shared", { shared: written(Math.abs(full - part.amount.amount)), amount: written(Math.abs(part.amount.amount)) })}`}
    </Text>
  );
}
