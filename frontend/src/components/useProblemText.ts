import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";
import { problemWords } from "@/i18n/problems";

/** Says what a problem means, in the language of the page. What the server said, in English, is the last resort. */
export function useProblemText(): (problem: Pick<KnownProblem, "code" | "detail">) => string {
  const { t } = useTranslation();
  return ({ code, detail }) => {
    const other = () => (detail ? `${t("problems.other")} ${t("error.said")} ${detail}` : t("problems.other"));
    return problemWords(code) ?? other();
  };
}
