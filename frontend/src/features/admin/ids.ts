/** The id of an organisation that stands in a text, such as in an address; or nothing. */
export function clientIn(text: unknown): string | undefined {
  return typeof text === "string" ? /client_[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])/.exec(text)?.[0] : undefined;
}

/** Whether a text is the id of a member, as far as its form tells. */
export function isMember(text: string): boolean {
  return /^member_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.trim());
}
