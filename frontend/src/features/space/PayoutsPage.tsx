import { IconArrowBackUp, IconCash, IconCircleCheck, IconCircleX, IconSend } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Payout, PayoutState } from "@/api/generated";
import { payoutsPayoutsOfSpaceInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
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
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { BankSection } from "./BankSection";
import { useBankReason } from "./useBankReason";

const SIGNS = {
  sent: { icon: IconSend, color: "yellow" },
  settled: { icon: IconCircleCheck, color: "muster" },
  rejected: { icon: IconCircleX, color: "red" },
  returned: { icon: IconArrowBackUp, color: "red" },
} as const satisfies Record<PayoutState, object>;

/** Where a space is paid, and what was paid out to it. */
export function PayoutsPage({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const payouts = useInfiniteQuery({
    ...payoutsPayoutsOfSpaceInfiniteOptions({ path: { id: space }, query: { limit: 20 } }),
    ...pagingOf(space),
  });
  return (
    <PageStack>
      <PageHeader title={t("payouts.title")} lead={t("payouts.lead")} />
      <BankSection space={space} />
      <Section title={t("payouts.list")} plain>
        <PagedList<Payout>
          query={payouts}
          empty={
            <EmptyState
              icon={<IconCash size={40} stroke={1.4} aria-hidden />}
              title={t("payouts.emptyTitle")}
              text={t("payouts.emptyText")}
              action={
                <LinkButton to="/spaces/$space" params={{ space }} variant="default">
                  {t("payouts.emptyAction")}
                </LinkButton>
              }
            />
          }
        >
          {(items) => <PayoutTable payouts={items} />}
        </PagedList>
      </Section>
    </PageStack>
  );
}

function PayoutTable({ payouts }: { payouts: Payout[] }) {
  const { t } = useTranslation("space");
  return (
    <DataTable
      caption={t("payouts.list")}
      rows={payouts}
      rowKey={(payout) => payout.id}
      columns={[
        { key: "sent", label: t("payouts.sent"), cell: ({ sent_at }) => <Moment at={sent_at} /> },
        {
          key: "amount",
          label: t("payouts.amount"),
          numeric: true,
          cell: ({ amount }) => <Money minor={amount.amount} currency={amount.currency} />,
        },
        {
          key: "account",
          label: t("payouts.account"),
          cell: ({ account_ends }) => t("payouts.ends", { digits: account_ends }),
        },
        {
          key: "state",
          label: t("payouts.state"),
          cell: ({ state }) => <StatusBadge {...SIGNS[state]} label={t(`payoutState.${state}`)} />,
        },
        { key: "outcome", label: t("payouts.outcome"), cell: (payout) => <Outcome payout={payout} /> },
      ]}
    />
  );
}

/** What became of a payout, and when. */
function Outcome({ payout: { settled_on, back_on, reason } }: { payout: Payout }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  const inWords = useBankReason();
  if (back_on) {
    const why = reason ? inWords(reason) : t("bankReason.none");
    return <>{t("payouts.backOn", { day: day(back_on, locale), reason: why })}</>;
  }
  return <>{settled_on ? t("payouts.bookedOn", { day: day(settled_on, locale) }) : t("payouts.underWay")}</>;
}
