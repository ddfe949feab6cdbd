import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
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

/** Says what a refusal means that only an admin's acts can meet, but for paying out. */
export function useTold(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("admin");
  return ({ code }) => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
