import { createFileRoute } from "@tanstack/react-router";
import { returned } from "@/features/identity/begunSignIn";
import { OrganisationSignInPage } from "@/features/identity/OrganisationSignInPage";

export const Route = createFileRoute("/organisation-sign-in/$client")({ validateSearch: returned, component: Back });

function Back() {
  const { client } = Route.useParams();
  const { state, code } = Route.useSearch();
  return <OrganisationSignInPage organisation={client} state={state} code={code} />;
}
