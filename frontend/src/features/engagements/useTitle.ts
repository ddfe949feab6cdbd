import { useTranslation } from "react-i18next";
import { partsOf, weeksOf } from "./titles";

/** How milestones are called in the language of the page. */
export function useTitle() {
  const { t } = useTranslation("engagements");
  const milestone = (title: string): string => {
    const weeks = weeksOf(title);
    if (!weeks) {
      return title;
    }
    return weeks.first === weeks.last ? t("title.week", { first: weeks.first }) : t("title.weeks", weeks);
  };
  const both = (title: string): string => {
    const parts = partsOf(title);
    return parts
      ? t("title.of", { milestone: milestone(parts.milestone), engagement: parts.engagement })
      : milestone(title);
  };
  return { milestone, both };
}
