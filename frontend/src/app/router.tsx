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

// After navigation the focus goes to the new page's heading, so that whoever listens hears where they are. Not on the
// first load, where the browser reads the page from its beginning.
router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) {
    document.querySelector("h1")?.focus({ preventScroll: true });
  }
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
