import { Code, Text } from "@mantine/core";
import { IconCheck, IconQuestionMark, IconTransferIn } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PageBankCredit } from "@/api/generated";
import { payoutsListBankCreditsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./admin.module.css";
import { ChosenList } from "./ChosenList";
import { ListCard } from "./ListCard";
import { MoneyLinks } from "./MoneyLinks";
import { CREDIT_KINDS, type CreditKind } from "./states";

type Credit = PageBankCredit["items"][number];

interface Props {
  show: CreditKind;
  change: (show: CreditKind) => void;
}

/** All money that came in from others, as the bank told it: first what names no funding. (What does not fit one is a stray.) */
export function CreditsPage({ show, change }: Props) {
  const { t } = useTranslation("admin");
  const credits = useInfiniteQuery({
    ...payoutsListBankCreditsInfiniteOptions({ query: { unclaimed: show === "unclaimed", limit: 20 } }),
    ...paging,
  });
  return (
    <PageStack>
      <PageHeader
        title={t("credits.title")}
        lead={t("credits.lead")}
        aside={<MoneyLinks beside="strays" />}
      />
      <ChosenList
        label={t("credits.show")}
        choices={CREDIT_KINDS}
        name={(kind) => t(`credits.kinds.${kind}`)}
        chosen={show}
        choose={change}
        query={credits}
        empty={
          <EmptyState
            icon={<IconTransferIn size={40} stroke={1.4} aria-hidden />}
            title={t("credits.emptyTitle")}
            text={t(`credits.emptyText.${show}`)}
            action={
              <LinkButton to="/bank-files" variant="default">
                {t("credits.toFiles")}
              </LinkButton>
            }
          />
        }
      >
        {(credit) => <CreditCard key={credit.id} credit={credit} />}
      </ChosenList>
    </PageStack>
  );
}

function CreditCard({ credit }: { credit: Credit }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const { amount, booked_on, bank_reference, claimed_by, debtor, file, reference_text } = credit;
  return (
    <ListCard
      title={<Money minor={amount.amount} currency={amount.currency} />}
      badge={
        claimed_by == null ? (
          <StatusBadge icon={IconQuestionMark} color="yellow" label={t("credits.unclaimed")} />
        ) : (
          <StatusBadge icon={IconCheck} color="muster" label={t("credits.claimed")} />
        )
      }
      facts={[
        { label: t("credits.from"), value: debtor ?? t("credits.nobody") },
        { label: t("credits.booked"), value: day(booked_on, locale) },
        { label: t("credits.reference"), value: reference_text },
        { label: t("credits.bank"), value: <Code className={classes.hash}>{bank_reference}</Code> },
        claimed_by != null && { label: t("credits.for"), value: <Code className={classes.hash}>{claimed_by}</Code> },
        {
          label: t("credits.file"),
          value: (
            <TextLink to="/bank-files/$id" params={{ id: file }} inherit>
              {t("credits.toFile")}
            </TextLink>
          ),
        },
      ]}
    >
      {claimed_by == null && (
        <Text size="sm" c="dimmed" maw="64ch">
          {t("credits.how")}
        </Text>
      )}
    </ListCard>
  );
}
