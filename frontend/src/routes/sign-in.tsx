import { useQuery } from "@tanstack/react-query";
import { createFileRoute, Navigate } from "@tanstack/react-router";
import { sessionQuery } from "@/api/client";
import { firstPage, ownPath } from "@/features/identity/firstPage";
import { SignInPage } from "@/features/identity/SignInPage";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search): { next?: string } => ({ next: ownPath(search.next) }),
  component: SignIn,
});

function SignIn() {
  const { next } = Route.useSearch();
  const { data: who } = useQuery(sessionQuery);
  const mustChoose = who && !who.hat && who.hats.length > 1;
  if (who && !mustChoose) {
    return <Navigate to={next ?? firstPage(who.hat)} replace />;
  }
  return <SignInPage next={next} />;
}
