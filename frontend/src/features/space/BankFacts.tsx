import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BankDetails } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Moment } from "@/components/Moment";
import { useBankReason } from "./useBankReason";

/** The account of a space or an organisation, and why it cannot be used where the bank said so. */
export function BankFacts({ details }: { details: BankDetails }) {
  const { t } = useTranslation("space");
  const inWords = useBankReason();
  return (
    <>
      {details.unusable && (
        <Alert variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={t("bank.unusable")}>
          <Text size="sm">{t("bank.unusableText", { reason: inWords(details.unusable) })}</Text>
        </Alert>
      )}
      <Facts
        isLong
        facts={[
          { label: t("bank.holder"), value: details.holder },
          { label: t("bank.iban"), value: details.iban },
          details.bic ? { label: t("bank.bic"), value: details.bic } : null,
          { label: t("bank.since"), value: <Moment at={details.set_at} /> },
        ]}
      />
    </>
  );
}
