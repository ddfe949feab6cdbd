import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Money as Amount } from "@/api/generated";
import { Money } from "@/components/Money";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";

interface Props {
  disputed: Amount;
  toMembers: Amount;
  /** With its tax. */
  gross: Amount | null | undefined;
}

/** What of a disputed amount goes back to the client: without tax, as the rest of the page counts, and with it. */
export function Back({ disputed, toMembers, gross }: Props) {
  const { t } = useTranslation("disputes");
  const { locale } = useLocale();
  const net = disputed.amount - toMembers.amount;
  return (
    <>
      <Money minor={net} currency={disputed.currency} />
      {gross && gross.amount !== net && (
        <>
          {" "}
          <Text span size="sm" c="dimmed">
            {t("page.withTax", { amount: money(gross.amount, gross.currency, locale) })}
          </Text>
        </>
      )}
    </>
  );
}
