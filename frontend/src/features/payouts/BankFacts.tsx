import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BankDetails } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Moment } from "@/components/Moment";
import { useBankReason } from "./useBankReason";

/** The account of whoever is paid, and why it cannot be used where the bank said so. */
export function BankFacts({ details }: { details: BankDetails }) {
  const { t } = useTranslation("bank");
  const inWords = useBankReason();
  return (
    <Stack>
      {details.unusable && (
        <Alert variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={t("unusable")}>
          <Text size="sm">{t("unusableText", { reason: inWords(details.unusable) })}</Text>
        </Alert>
      )}
      <Facts
        isLong
        facts={[
          { label: t("holder"), value: details.holder },
          { label: t("iban"), value: details.iban },
          details.bic ? { label: t("bic"), value: details.bic } : null,
          { label: t("set"), value: <Moment at={details.set_at} /> },
        ]}
      />
    </Stack>
  );
}
