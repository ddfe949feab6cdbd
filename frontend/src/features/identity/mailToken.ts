/** The token of a link in a mail. The router reads a token of digits alone as a number. */
export function mailToken(search: Record<string, unknown>): { token?: string } {
  const { token } = search;
  const isToken = (typeof token === "string" && token !== "") || typeof token === "number";
  return { token: isToken ? String(token) : undefined };
}
