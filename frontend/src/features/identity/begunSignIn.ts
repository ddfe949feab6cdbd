/** What a browser keeps while somebody signs in at the provider of their organisation. */
export interface BegunSignIn {
  /** What only this browser knows, so that nobody is signed in by somebody else's link. */
  keep: string;
  /** Where they wanted to go. */
  next?: string;
}

const KEY = "muster-organisation-sign-in";

/** Keeps it in this tab until it is taken. */
export function keepBegun(begun: BegunSignIn): void {
  sessionStorage.setItem(KEY, JSON.stringify(begun));
}

/** Takes what was kept: it is gone by that. */
export function takeBegun(): BegunSignIn | undefined {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  try {
    const begun: unknown = JSON.parse(kept ?? "null");
    return isBegun(begun) ? begun : undefined;
  } catch {
    return undefined;
  }
}

function isBegun(begun: unknown): begun is BegunSignIn {
  return typeof begun === "object" && begun !== null && "keep" in begun && typeof begun.keep === "string";
}

/** What a provider sent somebody back with, as their address says it. The router reads digits as a number. */
export interface Returned {
  state?: string;
  code?: string;
}

export function returned(search: Record<string, unknown>): Returned {
  const text = (value: unknown) =>
    (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
  return { state: text(search.state), code: text(search.code) };
}
