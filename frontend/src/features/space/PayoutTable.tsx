import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Payout, PayoutState } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { StatusBadge } from "@/components/StatusBadge";
import { useBankReason } from "@/features/payouts/useBankReason";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

const SIGNS = {
  sent: { icon: IconSend, color: "yellow" },
  settled: { icon: IconCircleCheck, color: "muster" },
  rejected: { icon: IconCircleX, color: "red" },
  returned: { icon: IconArrowBackUp, color: "red" },
} as const satisfies Record<PayoutState, object>;

interface Props {
  payouts: Payout[];
  caption: string;
  showCaption?: boolean;
}

/** What was paid out to somebody, and what became of it. */
export function PayoutTable({ payouts, caption, showCaption }: Props) {
  const { t } = useTranslation("space");
  return (
    <DataTable
      caption={caption}
      showCaption={showCaption}
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
function Outcome({ payout: { settled_on, back_on, reason, words } }: { payout: Payout }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  const inWords = useBankReason();
  if (back_on) {
    return <>{t("payouts.backOn", { day: day(back_on, locale), reason: inWords(reason, words) })}</>;
  }
  return <>{settled_on ? t("payouts.bookedOn", { day: day(settled_on, locale) }) : t("payouts.underWay")}</>;
}
