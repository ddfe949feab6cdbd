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
  "funding-state",
  "stray-state",
  "bank-reference-used",
  "wrong-amount",
  "place-is-there",
  "last-admin",
  "domain-taken",
  "own-client",
  "finder-taken",
] as const;

/** Says what a refusal means that only an admin's acts can meet. */
export function useTold(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("admin");
  return ({ code }) => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
