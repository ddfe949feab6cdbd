/** Which member sent somebody here: a link says it, and this browser keeps it until they found an organisation. */

const KEY = "muster-brought-by";

/** Whoever founds an organisation later than that came by themselves. */
const KEPT_DAYS = 30;

/** The link that a member hands on. */
export function broughtLink(origin: string, member: string): string {
  return `${origin}/sign-up?brought_by=${member}`;
}

/** The member whom a link names; nobody where it names none. */
export function broughtBy(search: Record<string, unknown>): { brought_by?: string } {
  return { brought_by: asMember(search.brought_by) };
}

/** Whom this browser keeps, if anybody. */
export const sender = {
  read: (now = Date.now()) => {
    const { member, at } = kept();
    const isFresh = typeof at === "number" && now - at < KEPT_DAYS * 86_400_000;
    return isFresh ? asMember(member) : undefined;
  },
  keep: (member: string, now = Date.now()) => localStorage.setItem(KEY, JSON.stringify({ member, at: now })),
  drop: () => localStorage.removeItem(KEY),
};

function kept(): { member?: unknown; at?: unknown } {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

function asMember(text: unknown): string | undefined {
  return typeof text === "string" && /^member_[0-9a-z]{26}$/.test(text) ? text : undefined;
}
