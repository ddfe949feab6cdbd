/** The filters of the list, by what is to be done with a brief. */
export const FILTERS = ["draft", "posted", "decided", "awarded", "ended"] as const;
export type BriefFilter = (typeof FILTERS)[number];
