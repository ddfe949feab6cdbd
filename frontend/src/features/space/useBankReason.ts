import { useTranslation } from "react-i18next";
import { bankReason } from "./iban";

/** Why a bank did not pay, in the language of the page. */
export function useBankReason(): (reason: string) => string {
  const { t } = useTranslation("space");
  return (reason) => {
    const found = bankReason(reason);
    if (!found) {
      return t("bankReason.none");
    }
    return "known" in found ? t(`bankReason.${found.known}`) : t("bankReason.code", { code: found.code });
  };
}
