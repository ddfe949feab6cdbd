import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "forbidden",
  "last-finance",
  "too-many-people",
  "too-many-invites",
  "too-many-keys",
  "invite-of-another",
  "has-account",
  "token-spent",
] as const;

/** Says what a refusal means that only the people of an organisation can meet. */
export function useTold(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("organisation");
  return ({ code }) => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
