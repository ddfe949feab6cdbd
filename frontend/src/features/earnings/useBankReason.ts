import { useTranslation } from "react-i18next";
import type earnings from "@/i18n/en/earnings.json";
import { bankCode } from "./memo";

type Code = keyof (typeof earnings)["bankReasons"];

/** Says why a bank did not pay or gave back, from its code; one that is not told here by the code alone. */
export function useBankReason(): (reason: string) => string {
  const { t } = useTranslation("earnings");
  return (reason) => {
    const code = bankCode(reason);
    return code
      ? t(`bankReasons.${code as Code}`, { defaultValue: t("bankReasonCode", { code }) })
      : t("bankReasonNone");
  };
}
