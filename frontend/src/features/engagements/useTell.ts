import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "milestone-state",
  "nothing-to-accept",
  "nothing-to-end",
  "nothing-to-dispute",
  "already-disputed",
  "no-part",
  "not-your-weeks",
  "funding-pending",
  "funding-state",
  "engagement-over",
  "nothing-left",
  "handover-live",
  "not-completed",
  "reviews-revealed",
  "forbidden",
] as const;

/** What the refusals of engagements mean, in the language of the page. */
export function useTell() {
  const { t } = useTranslation("engagements");
  return ({ code }: KnownProblem): string | undefined => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
