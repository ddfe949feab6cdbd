import { useQuery } from "@tanstack/react-query";
import { createFileRoute, Navigate, Outlet, redirect, useLocation } from "@tanstack/react-router";
import { sessionQuery } from "@/api/client";

/** Everything below is for those who are signed in; anybody else signs in first and comes back. */
export const Route = createFileRoute("/_signed-in")({
  beforeLoad: async ({ context, location }) => {
    if (!(await context.queryClient.ensureQueryData(sessionQuery))) {
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    }
  },
  component: SignedIn,
});

function SignedIn() {
  const { data: who } = useQuery(sessionQuery);
  const next = useLocation({ select: ({ href }) => href });
  // The session can end while a page is open.
  return who === null ? <Navigate to="/sign-in" search={{ next }} /> : <Outlet />;
}
