import { useTranslation } from "react-i18next";
import type { BankFile, BankFileFate } from "@/api/generated";
import { FATES } from "./states";

const COUNTS: Record<BankFileFate, (file: BankFile) => number> = {
  settled: ({ settled }) => settled,
  rejected: ({ rejected }) => rejected,
  returned: ({ returned }) => returned,
  noted: ({ noted }) => noted,
  mismatched: ({ mismatched }) => mismatched,
  credit: ({ credits }) => credits,
  unmatched: ({ unmatched }) => unmatched,
};

/** What the parts of a file did, with how many did it; what none did is left out. */
export function useFates(): (file: BankFile) => { fate: BankFileFate; label: string; count: number }[] {
  const { t } = useTranslation("payouts");
  return (file) =>
    FATES.map((fate) => ({ fate, label: t(`files.fates.${fate}`), count: COUNTS[fate](file) })).filter(
      ({ count }) => count > 0,
    );
}
