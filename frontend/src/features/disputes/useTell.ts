import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = ["forbidden"] as const;

/** What a refusal about disputes means, where that is known better here than in general. */
export function useTell() {
  const { t } = useTranslation("disputes");
  return ({ code }: KnownProblem): string | undefined => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
