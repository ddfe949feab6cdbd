import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DisputeAgreed } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useTitle } from "@/features/engagements/useTitle";
import classes from "@/features/engagements/work.module.css";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

/** What client and team agreed on, for whoever decides: the milestone, and the brief in the client's words. */
export function Agreed({ agreed }: { agreed: DisputeAgreed }) {
  const { t } = useTranslation("disputes");
  const { locale } = useLocale();
  const title = useTitle();
  const { amount } = agreed;
  return (
    <Section title={t("agreed.title")} lead={t("agreed.lead")}>
      <Facts
        facts={[
          { label: t("agreed.brief"), value: agreed.title },
          { label: t("agreed.milestone"), value: title.milestone(agreed.milestone) },
          { label: t("agreed.due"), value: day(agreed.due_day, locale) },
          { label: t("agreed.amount"), value: <Money minor={amount.amount} currency={amount.currency} /> },
        ]}
      />
      <Text className={classes.text}>{agreed.description || t("agreed.noWords")}</Text>
    </Section>
  );
}
