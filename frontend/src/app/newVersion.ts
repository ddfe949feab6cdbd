const KEY = "muster-reloaded-for";

/**
 * After a deploy the parts that this page would still load are gone. One reload brings the new page; a second failure
 * of the same part is a real one and goes to the error page of its route. While the line is down a reload would bring no page
 * at all, and take away the one that is there with what was typed into it.
 */
export function watchForNewVersion(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const part = event.payload.message;
    if (navigator.onLine && sessionStorage.getItem(KEY) !== part) {
      sessionStorage.setItem(KEY, part);
      event.preventDefault();
      window.location.reload();
    }
  });
}
