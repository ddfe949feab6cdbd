import { useTranslation } from "react-i18next";
import runs from "@/i18n/en/runs.json";

type Key = keyof (typeof runs)["categories"];

function isKnown(key: string): key is Key {
  return key in runs.categories;
}

/** Says a category of work in the language of the page; one that this page does not know yet, by its key. */
export function useCategoryName(): (key: string) => string {
  const { t } = useTranslation("runs");
  return (key) => (isKnown(key) ? t(`categories.${key}`) : key);
}
