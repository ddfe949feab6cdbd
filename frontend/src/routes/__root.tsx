import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { sessionQuery } from "@/api/client";
import { Coming } from "@/components/Loaded";
import { NotFoundPage } from "@/components/NotFoundPage";
import { Shell } from "@/components/Shell";
import { ZoneProvider } from "@/i18n/zone";

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  // Pages for everybody are shown even when it cannot be learned who is signed in; those of a hat ask again.
  beforeLoad: ({ context }) => context.queryClient.prefetchQuery(sessionQuery),
  component: Root,
  notFoundComponent: NotFoundPage,
});

function Root() {
  return (
    <ZoneProvider>
      <Shell>
        {/* A part of the catalogue may still be on its way. */}
        <Coming>
          <Outlet />
        </Coming>
      </Shell>
    </ZoneProvider>
  );
}
