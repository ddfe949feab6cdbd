import { createRouter } from "@tanstack/react-router";
import { PageError } from "@/components/PageError";
import { routeTree } from "../routeTree.gen";
import { queryClient } from "./queryClient";

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

/** How long after navigation the heading is waited for, and held. */
const SETTLING = 3_000;

// After navigation the focus goes to the new page's heading, so that whoever listens hears where they are. Not on the
// first load, where the browser reads the page from its beginning. A page whose words or data are still on their way gets
// its heading later, or another one: until it has settled, focus that fell out of the page goes there again.
router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
  if (!fromLocation || !pathChanged) {
    return;
  }
  const until = Date.now() + SETTLING;
  let isFirst = true;
  const hold = () => {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading && (isFirst || document.activeElement === document.body)) {
      heading.focus({ preventScroll: true });
      isFirst = false;
    }
    if (Date.now() < until) {
      setTimeout(hold, 100);
    }
  };
  hold();
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
