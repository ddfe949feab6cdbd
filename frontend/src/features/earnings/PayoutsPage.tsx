import { Paper, Text } from "@mantine/core";
import { IconArrowBackUp, IconBuildingBank, IconCircleCheck, IconHourglassHigh, IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PagePayout, PayoutState } from "@/api/generated";
import { payoutsMyPayoutsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useBankReason } from "@/features/payouts/useBankReason";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { BankDetailsSection } from "./BankDetailsSection";
import classes from "./earnings.module.css";
import { useMonth } from "./words";

type Payout = PagePayout["items"][number];

const SIGNS = {
  sent: { icon: IconHourglassHigh, color: "yellow" },
  settled: { icon: IconCircleCheck, color: "muster" },
  rejected: { icon: IconX, color: "red" },
  returned: { icon: IconArrowBackUp, color: "red" },
} as const satisfies Record<PayoutState, object>;

/** What was paid out to a member and what became of it, and where they want to be paid. */
export function PayoutsPage() {
  const { t } = useTranslation("earnings");
  const query = useInfiniteQuery({ ...payoutsMyPayoutsInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <BackLink to="/earnings">{t("title")}</BackLink>
      <PageHeader title={t("payouts.title")} lead={t("payouts.lead")} />
      <BankDetailsSection />
      <Section title={t("payouts.listTitle")} lead={t("payouts.listLead")} plain>
        <PagedList
          query={query}
          empty={
            <EmptyState
              icon={<IconBuildingBank size={40} stroke={1.4} aria-hidden />}
              title={t("payouts.emptyTitle")}
              text={t("payouts.emptyText")}
              action={
                <LinkButton to="/earnings" variant="default">
                  {t("payouts.emptyAction")}
                </LinkButton>
              }
            />
          }
        >
          {(items) => <Payouts items={items} />}
        </PagedList>
      </Section>
    </PageStack>
  );
}

function Payouts({ items }: { items: Payout[] }) {
  const { t } = useTranslation("earnings");
  const month = useMonth();
  return (
    <Paper withBorder px={{ base: "md", xs: "xs" }}>
      <DataTable
        caption={t("payouts.listTitle")}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          { key: "sent", label: t("payouts.sent"), cell: ({ sent_at }) => <Moment at={sent_at} /> },
          {
            key: "state",
            label: t("payouts.state"),
            cell: (payout) => (
              <>
                <div className={classes.badge}>
                  <StatusBadge {...SIGNS[payout.state]} label={t(`payoutStates.${payout.state}`)} />
                </div>
                <Became payout={payout} />
              </>
            ),
          },
          {
            key: "to",
            label: t("payouts.to"),
            cell: ({ account_ends }) => <span className={classes.noWrap}>… {account_ends}</span>,
          },
          { key: "month", label: t("payouts.statement"), cell: (payout) => month(payout.month) },
          {
            key: "amount",
            label: t("payouts.amount"),
            numeric: true,
            cell: ({ amount }) => <Money minor={amount.amount} currency={amount.currency} />,
          },
        ]}
      />
    </Paper>
  );
}

/** What became of a payout. */
function Became({ payout: { settled_on, back_on, reason, words } }: { payout: Payout }) {
  const { t } = useTranslation("earnings");
  const { locale } = useLocale();
  const inWords = useBankReason();
  return (
    <Text size="sm" c="dimmed" component="div" miw="13rem">
      {settled_on && <div>{t("payouts.settledOn", { day: day(settled_on, locale) })}</div>}
      {back_on && <div>{t("payouts.backOn", { day: day(back_on, locale), reason: inWords(reason, words) })}</div>}
    </Text>
  );
}
