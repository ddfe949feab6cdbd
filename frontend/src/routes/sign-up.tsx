import { createFileRoute } from "@tanstack/react-router";
import { broughtBy } from "@/features/identity/broughtBy";
import { SignUpPage } from "@/features/identity/SignUpPage";

export const Route = createFileRoute("/sign-up")({ validateSearch: broughtBy, component: SignUp });

function SignUp() {
  return <SignUpPage broughtBy={Route.useSearch().brought_by} />;
}
