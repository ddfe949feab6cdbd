import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "forbidden",
  "no-provider",
  "provider-failed",
  "provider-set-meanwhile",
  "provider-refused",
  "provider-token",
  "provider-address",
  "provider-other-person",
  "not-of-organisation",
  "conditions-not-accepted",
  "sign-in-spent",
  "too-many-people",
] as const;

/** Says what a refusal means where somebody signs in at their organisation's provider, or sets it up. */
export function useProviderTold(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("provider");
  return ({ code }) => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
