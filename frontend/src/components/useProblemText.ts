import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "offline",
  "busy",
  "database-away",
  "internal",
  "unauthenticated",
  "forbidden",
  "not-found",
  "invalid",
  "unverified",
  "token-spent",
  "has-client",
  "too-many",
] as const;

/** Says what a problem means, in the language of the page. */
export function useProblemText(): (problem: KnownProblem) => string {
  const { t } = useTranslation();
  return ({ code }) => t(`problems.${TOLD.find((told) => told === code) ?? "other"}`);
}
