import { createFileRoute } from "@tanstack/react-router";
import { StandbyPage } from "@/features/invitations/StandbyPage";

export const Route = createFileRoute("/_signed-in/standbys/$id")({ component: StandbyRoute });

function StandbyRoute() {
  const { id } = Route.useParams();
  return <StandbyPage key={id} id={id} />;
}
