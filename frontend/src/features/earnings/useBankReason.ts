import { useTranslation } from "react-i18next";
import earnings from "@/i18n/en/earnings.json";
import { bankCode } from "./memo";

type Code = keyof (typeof earnings)["bankReasons"];

function isTold(code: string | null): code is Code {
  return code !== null && code in earnings.bankReasons;
}

/** Says why a bank did not pay or gave back, from its code; one that is not told here by the code alone. */
export function useBankReason(): (reason: string) => string {
  const { t } = useTranslation("earnings");
  return (reason) => {
    const code = bankCode(reason);
    if (isTold(code)) {
      return t(`bankReasons.${code}`);
    }
    return code ? t("bankReasonCode", { code }) : t("bankReasonNone");
  };
}
