import { useTranslation } from "react-i18next";
import type runs from "@/i18n/en/runs.json";

type Key = keyof (typeof runs)["categories"];

/** Says a category of work in the language of the page; one that this page does not know yet, by its key. */
export function useCategoryName(): (key: string) => string {
  const { t } = useTranslation("runs");
  return (key) => t(`categories.${key as Key}`, { defaultValue: key });
}
