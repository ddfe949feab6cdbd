import { useTranslation } from "react-i18next";
import type categories from "@/i18n/en/categories.json";

type Key = keyof typeof categories;

/** Says a category of work in the language of the page; one that this page does not know yet, by its key. */
export function useCategoryName(): (key: string) => string {
  const { t } = useTranslation("categories");
  return (key) => t(key as Key, { defaultValue: key });
}
