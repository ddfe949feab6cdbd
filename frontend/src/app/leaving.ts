import type { RouterHistory } from "@tanstack/react-router";

/**
 * Asks what must be asked before the open page is left for another, and answers whether it may be left. For what is done on
 * the way out and cannot be undone, such as signing out: whoever then goes ignores the blockers, which were asked.
 */
export async function mayLeave(history: RouterHistory, pathname: string): Promise<boolean> {
  const { location } = history;
  const nextLocation = { ...location, href: pathname, pathname, search: "", hash: "" };
  for (const { blockerFn } of history._getBlockers()) {
    if (await blockerFn({ currentLocation: location, nextLocation, action: "PUSH" })) {
      return false;
    }
  }
  return true;
}
