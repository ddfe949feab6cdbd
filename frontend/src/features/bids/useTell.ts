import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = ["hours-held"] as const;

/** What a refusal about bids or crews means, where that is known better here than in general. */
export function useTell(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("bids");
  return ({ code }) => {
    const known = TOLD.find((told) => told === code);
    return known && t(`problems.${known}`);
  };
}
