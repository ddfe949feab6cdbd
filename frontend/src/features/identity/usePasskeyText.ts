import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = ["passkey-cancelled", "passkey-elsewhere", "passkey-unfit", "passkeys-need-a-name"] as const;

/** Says what stands in the way of a passkey, in the language of the page, where it is known. */
export function usePasskeyText(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation();
  return ({ code }) => {
    const told = TOLD.find((each) => each === code);
    return told && t(`passkey.${told}`);
  };
}
