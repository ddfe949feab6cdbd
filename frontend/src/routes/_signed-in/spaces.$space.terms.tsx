import { createFileRoute } from "@tanstack/react-router";
import { TermsPage } from "@/features/space/TermsPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/terms")({ component: TermsRoute });

function TermsRoute() {
  const { space } = Route.useParams();
  return <TermsPage key={space} space={space} />;
}
