import type { Milestone } from "@/api/generated";

/** Whether a dispute holds all the money of a milestone. */
export function isFrozen({ amount, disputed }: Pick<Milestone, "amount" | "disputed">): boolean {
  return disputed.amount > 0 && disputed.amount >= amount.amount;
}

/** Whether a day of the calendar is over. */
export function isOver(day: string, now = new Date()): boolean {
  return day < now.toISOString().slice(0, 10);
}
