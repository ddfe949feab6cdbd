import { useTranslation } from "react-i18next";
import { bankReason } from "./reasons";

/** Why a bank did not pay, in the language of the page: the middle of a sentence. */
export function useBankReason(): (reason: string | null | undefined) => string {
  const { t } = useTranslation("bank");
  return (reason) => {
    const found = bankReason(reason ?? "");
    if (!found) {
      return t("reasons.none");
    }
    return "known" in found ? t(`reasons.${found.known}`) : t("reasons.code", { code: found.code });
  };
}
