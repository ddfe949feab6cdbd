import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Money as Amount, DisputeSide, Milestone } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { useLocale } from "@/i18n/useLocale";
import { day, money } from "@/lib/format";
import { open } from "./amounts";

interface Props {
  milestone: Milestone;
  /** Whose eyes see it: a member is told of their own part alone. */
  side: DisputeSide;
}

/** What a milestone costs and, where its money went or goes several ways, the parts: they add up to that. */
export function MilestoneFacts({ milestone, side }: Props) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const { state, amount: whole, gross, disputed, released } = milestone;
  const { refunded, refunded_gross: back, refund_left_on: left } = milestone;
  const rest = open(milestone);
  const isHeld = state === "funded" || state === "submitted";
  const isPart = ({ amount }: Amount) => amount > 0 && amount < whole.amount;
  const shown = ({ amount, currency }: Amount) => <Money minor={amount} currency={currency} />;
  return (
    <Facts
      isShort
      facts={[
        { label: t(side === "client" ? "milestone.price" : "milestone.own"), value: shown(whole) },
        gross && { label: t("milestone.gross"), value: shown(gross) },
        isPart(released) && { label: t(`milestone.released.${side}`), value: shown(released) },
        refunded.amount > 0 && {
          label: t(`milestone.refunded.${side}`),
          value: (
            <>
              {shown(refunded)}{" "}
              {back && back.amount !== refunded.amount && (
                <Text span size="sm" c="dimmed">
                  {t("milestone.withTax", { amount: money(back.amount, back.currency, locale) })}
                </Text>
              )}
              {side === "client" && (
                <Text size="sm" c="dimmed">
                  {left ? t("milestone.leftOn", { day: day(left, locale) }) : t("milestone.notLeft")}
                </Text>
              )}
            </>
          ),
        },
        disputed.amount > 0 && { label: t("milestone.disputed"), value: shown(disputed) },
        isHeld && isPart(rest) && { label: t("milestone.held"), value: shown(rest) },
      ]}
    />
  );
}
