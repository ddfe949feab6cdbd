import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Money as Amount } from "@/api/generated";
import { Waiting } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { percent } from "./amounts";
import classes from "./invitations.module.css";
import { explain, type Part } from "./keeps";
import { useRates } from "./useRates";

interface Props {
  amount: Amount;
  keeps: Amount;
  /** The day whose rates count. */
  day: string;
  /** Whether nothing comes of the offer any more. */
  isOver: boolean;
}

/** What would be kept of a seat, in a section of its own. */
export function KeepsSection(props: Props) {
  const { t } = useTranslation("invitations");
  return (
    <Section title={t(props.isOver ? "keeps.titleOver" : "keeps.title")} lead={t("keeps.lead")}>
      <Keeps {...props} />
    </Section>
  );
}

/** Where what is paid for a seat goes: what its member keeps, and what space, network and fund take, each with its rate. */
function Keeps({ amount, keeps, day, isOver }: Props) {
  const { t } = useTranslation("invitations");
  const { rates, space, isPending } = useRates(day);
  if (isPending) {
    return <Waiting lines={1} height={140} />;
  }
  const parts = rates && explain(amount, keeps, rates);
  const taken: Part[] = parts?.filter(({ payee }) => payee !== "member") ?? [];
  return (
    <Stack gap="sm">
      <div className={classes.bar} aria-hidden>
        <div className={classes.kept} style={{ flexGrow: keeps.amount }} />
        <div style={{ flexGrow: amount.amount - keeps.amount }} />
      </div>
      <table className={classes.parts}>
        <caption hidden>{t(isOver ? "keeps.titleOver" : "keeps.title")}</caption>
        <tbody>
          <Line label={t("keeps.paid")} minor={amount.amount} currency={amount.currency} />
          {taken.map(({ payee, minor, rate }) => (
            <Line
              key={payee}
              label={payee === "space" && space ? t("keeps.spaceOf", { space }) : t(`keeps.${payee}`)}
              rate={rate}
              minor={-minor}
              currency={amount.currency}
            />
          ))}
          {!parts && <Line label={t("keeps.fees")} minor={keeps.amount - amount.amount} currency={amount.currency} />}
          <Line
            label={t(isOver ? "keeps.youOver" : "keeps.you")}
            minor={keeps.amount}
            currency={keeps.currency}
            isSum
          />
        </tbody>
      </table>
      {parts && !space && <Text size="sm">{t("keeps.noSpace")}</Text>}
      <Text size="sm" c="dimmed">
        {t("keeps.terms")}
      </Text>
    </Stack>
  );
}

interface LineProps {
  label: string;
  rate?: number;
  minor: number;
  currency: string;
  isSum?: boolean;
}

function Line({ label, rate, minor, currency, isSum }: LineProps) {
  const { locale } = useLocale();
  return (
    <tr className={isSum ? classes.keeps : undefined}>
      <th scope="row">
        {label}
        {rate !== undefined && (
          <Text span c="dimmed" size="sm">
            {` ${percent(rate, locale)}`}
          </Text>
        )}
      </th>
      <td>
        <Money minor={minor} currency={currency} />
      </td>
    </tr>
  );
}
