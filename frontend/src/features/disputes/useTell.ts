import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";

const TOLD = [
  "dispute-state",
  "too-many-statements",
  "too-many-files",
  "too-many-proposals",
  "no-such-offer",
  "same-file",
  "duty-over",
  "other-duty",
  "too-late",
  "accepted-already",
  "not-yours",
  "forbidden",
] as const;

/** What the refusals of disputes mean, in the language of the page. */
export function useTell() {
  const { t } = useTranslation("disputes");
  return ({ code }: KnownProblem): string | undefined => {
    const told = TOLD.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}
