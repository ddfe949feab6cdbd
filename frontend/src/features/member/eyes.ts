/** Those who look, in the order in which they come to see something. */
export const EYES = ["sealed", "opened", "awarded", "mates", "operator", "steward"] as const;
export type Eye = (typeof EYES)[number];
