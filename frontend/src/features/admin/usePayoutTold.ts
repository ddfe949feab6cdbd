import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "nobody-to-pay",
  "batch-meanwhile",
  "no-bank-account",
  "no-bank-name",
  "file-differs",
  "payout-state",
  "payout-moved",
  "nothing-to-decide",
] as const;

/** Says what a refusal means that only paying out can meet. */
export function usePayoutTold(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("payouts");
  return ({ code }) => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
