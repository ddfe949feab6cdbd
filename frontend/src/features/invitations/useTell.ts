import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = ["hours-taken", "bid-moved"] as const;

/** What a refusal of an answer means, where that is known better here than in general. */
export function useTell(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("invitations");
  return ({ code }) => {
    const known = TOLD.find((told) => told === code);
    return known && t(`problems.${known}`);
  };
}
