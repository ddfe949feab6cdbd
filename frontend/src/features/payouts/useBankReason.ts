import { useTranslation } from "react-i18next";
import { bankReason } from "./reasons";

/**
 * Why a payment was not made or came back: the middle of a sentence. What a bank told is said in the language of the page, and
 * what somebody wrote who decided it by hand, in their words.
 */
export function useBankReason(): (reason: string | null | undefined, words?: string | null) => string {
  const { t } = useTranslation("bank");
  return (reason, words) => {
    if (words) {
      return t("reasons.told", { words });
    }
    const found = bankReason(reason ?? "");
    if (!found) {
      return t("reasons.none");
    }
    return "known" in found ? t(`reasons.${found.known}`) : t("reasons.code", { code: found.code });
  };
}
