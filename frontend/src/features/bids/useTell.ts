import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "hours-taken",
  "hours-held",
  "bid-state",
  "bid-moved",
  "bid-changed",
  "brief-state",
  "deadline-passed",
  "work-over",
  "not-in-pool",
  "offer-state",
  "crew-has-bid",
  "too-many-questions",
  "question-answered",
  "crew-full",
  "crew-membership",
  "crew-moved",
  "too-many-crews",
  "not-joined",
  "idempotency-key-reused",
] as const;

/** What a refusal about bids or crews means, where that is known better here than in general. */
export function useTell(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("bids");
  return ({ code }) => {
    const known = TOLD.find((told) => told === code);
    return known && t(`problems.${known}`);
  };
}
