/** Which member sent somebody here: a link says it, and this browser keeps it until they found an organisation. */

const KEY = "muster-brought-by";

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
  read: () => asMember(localStorage.getItem(KEY)),
  keep: (member: string) => localStorage.setItem(KEY, member),
  drop: () => localStorage.removeItem(KEY),
};

function asMember(text: unknown): string | undefined {
  return typeof text === "string" && /^member_[0-9a-z]{26}$/.test(text) ? text : undefined;
}
