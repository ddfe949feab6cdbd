import type { Document } from "@/api/generated";

/** The Monday after a moment, at least a week ahead, as the API writes days. */
export function nextMonday(now: Date): string {
  const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 7));
  date.setUTCDate(date.getUTCDate() + ((8 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

/** The smallest brief there is: one seat that asks for one skill. Nothing of it is kept by the network. */
export function oneSeat(
  { skill, place, km }: { skill: string; place: string; km: number },
  window: { from: string; weeks: number; hours: number },
): Document {
  const need = { skill, level: 2, weight: 5, must: true };
  const near = place ? { near: { place, km } } : {};
  return {
    title: skill,
    description: "",
    category: "general",
    currency: "EUR",
    seats: [{ id: "one", title: skill, skills: [need], ...window, ...near }],
  };
}
