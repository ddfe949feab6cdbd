import { useTranslation } from "react-i18next";
import { partsOf, weeksOf } from "./titles";

/** How milestones are called in the language of the page: in the words of all pages, for they are named on many. */
export function useTitle() {
  const { t } = useTranslation();
  const milestone = (title: string): string => {
    const weeks = weeksOf(title);
    if (!weeks) {
      return title;
    }
    return weeks.first === weeks.last
      ? t("milestoneTitle.week", { first: weeks.first })
      : t("milestoneTitle.weeks", weeks);
  };
  const within = (engagement: string, title: string): string =>
    t("milestoneTitle.of", { milestone: milestone(title), engagement });
  const both = (title: string): string => {
    const parts = partsOf(title);
    return parts ? within(parts.engagement, parts.milestone) : milestone(title);
  };
  return { milestone, within, both };
}
