import { createFileRoute } from "@tanstack/react-router";
import { EngagementPage } from "@/features/engagements/EngagementPage";

export const Route = createFileRoute("/_signed-in/engagements/$id/")({ component: EngagementRoute });

function EngagementRoute() {
  const { id } = Route.useParams();
  return <EngagementPage key={id} id={id} />;
}
