import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "handover-state",
  "nothing-left",
  "milestone-disputed",
  "engagement-over",
  "invalid",
  "forbidden",
] as const;

/** What the refusals of handovers mean, in the language of the page. */
export function useTell() {
  const { t } = useTranslation("handovers");
  return ({ code }: KnownProblem): string | undefined => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
