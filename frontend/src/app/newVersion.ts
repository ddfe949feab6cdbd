const KEY = "muster-reloaded-for";

/** How many parts are on their way that nobody has asked for yet. */
let ahead = 0;

/** Waits for a part that may be wanted later. Where it fails, it is fetched again once it is wanted. */
export async function fetchAhead(part: Promise<unknown>): Promise<void> {
  ahead += 1;
  try {
    await part;
  } catch {
    // Nobody has missed it yet.
  } finally {
    ahead -= 1;
  }
}

/**
 * After a deploy the parts that this page would still load are gone. One reload brings the new page; a second failure
 * of the same part is a real one and goes to the error page of its route. It also takes away what was typed: so it is not
 * done for a part that nobody has asked for, nor while the line is down, when it would bring no page at all.
 */
export function watchForNewVersion(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const part = event.payload.message;
    if (ahead === 0 && navigator.onLine && sessionStorage.getItem(KEY) !== part) {
      sessionStorage.setItem(KEY, part);
      event.preventDefault();
      window.location.reload();
    }
  });
}
