import { Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconQuestionMark, IconTransferIn } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PageBankCredit } from "@/api/generated";
import { payoutsListBankCreditsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./admin.module.css";
import { CREDIT_KINDS, type CreditKind } from "./states";

type Credit = PageBankCredit["items"][number];

interface Props {
  show: CreditKind;
  change: (show: CreditKind) => void;
}

/** Money that came in from others, as the bank told it: first what no funding claimed. */
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
        aside={
          <LinkButton to="/fundings" variant="default">
            {t("credits.toFundings")}
          </LinkButton>
        }
      />
      <NativeSelect
        maw={260}
        label={t("credits.show")}
        value={show}
        data={CREDIT_KINDS.map((value) => ({ value, label: t(`credits.kinds.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change(CREDIT_KINDS.find((each) => each === value) ?? "unclaimed")}
      />
      <PagedList
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
        {(all) => all.map((credit) => <CreditCard key={credit.id} credit={credit} />)}
      </PagedList>
    </PageStack>
  );
}

function CreditCard({ credit }: { credit: Credit }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const { amount, booked_on, bank_reference, claimed_by, debtor, file, reference_text } = credit;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Text fw={650} size="lg">
            <Money minor={amount.amount} currency={amount.currency} />
          </Text>
          {claimed_by == null ? (
            <StatusBadge icon={IconQuestionMark} color="yellow" label={t("credits.unclaimed")} />
          ) : (
            <StatusBadge icon={IconCheck} color="muster" label={t("credits.claimed")} />
          )}
        </Group>
        <Facts
          facts={[
            { label: t("credits.from"), value: debtor ?? t("credits.nobody") },
            { label: t("credits.booked"), value: day(booked_on, locale) },
            { label: t("credits.reference"), value: reference_text },
            { label: t("credits.bank"), value: <span className={classes.hash}>{bank_reference}</span> },
            claimed_by != null && {
              label: t("credits.for"),
              value: <span className={classes.hash}>{claimed_by}</span>,
            },
            {
              label: t("credits.file"),
              value: (
                <TextLink to="/bank-files/$id" params={{ id: file }} inherit>
                  {t("credits.toFile")}
                </TextLink>
              ),
            },
          ]}
        />
        {claimed_by == null && (
          <Text size="sm" c="dimmed" maw="64ch">
            {t("credits.how")}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
