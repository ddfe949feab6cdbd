import { useTranslation } from "react-i18next";
import type { KnownProblem } from "@/api/problem";
import { isNewPassword } from "./rules";

/** What is asked of a password that somebody chooses, wherever they do. */
export function usePasswordRule() {
  const { t } = useTranslation();
  return {
    right: isNewPassword,
    wrong: t("fields.passwordWrong"),
    refused: ({ code }: KnownProblem) =>
      t(code === "breached-password" ? "fields.passwordBreached" : "fields.passwordGuessable"),
  };
}
