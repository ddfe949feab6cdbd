/** Whether something is the id of an organisation, as far as its form tells. */
export function isClient(id: unknown): id is string {
  return typeof id === "string" && /^client_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(id);
}

/** Whether a text is the id of a member, as far as its form tells. */
export function isMember(text: string): boolean {
  return /^member_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.trim());
}
