import { Alert, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Milestone } from "@/api/generated";
import { invoicesReadBillingOptions } from "@/api/generated/@tanstack/react-query.gen";
import { TextLink } from "@/components/LinkButton";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { isAbove } from "./amounts";

/** Milestones in these states have no invoice yet. */
const NOT_INVOICED: readonly Milestone["state"][] = ["planned", "funded", "submitted"];

/** Says that an invoice will have to state a VAT ID that the organisation has not given yet, before it is issued without. */
export function VatIdNotice({ milestones }: { milestones: readonly Milestone[] }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const coming = milestones.filter(({ state }) => NOT_INVOICED.includes(state));
  const { data: billing } = useQuery({ ...invoicesReadBillingOptions(), enabled: coming.length > 0 });
  const most = billing?.vat_id_above;
  if (!most || billing.details?.vat_id || !coming.some((milestone) => isAbove(milestone, most))) {
    return null;
  }
  return (
    <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("vatId.title")}>
      <Text size="sm">
        {t("vatId.text", { most: money(most.amount, most.currency, locale) })}{" "}
        <TextLink to="/billing" inherit>
          {t("vatId.toBilling")}
        </TextLink>
      </Text>
    </Alert>
  );
}
