import { createFileRoute } from "@tanstack/react-router";
import { InvitationPage } from "@/features/invitations/InvitationPage";

export const Route = createFileRoute("/_signed-in/invitations/$id")({ component: InvitationRoute });

function InvitationRoute() {
  const { id } = Route.useParams();
  return <InvitationPage key={id} id={id} />;
}
