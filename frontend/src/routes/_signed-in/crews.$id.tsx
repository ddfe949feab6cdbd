import { createFileRoute } from "@tanstack/react-router";
import { CrewPage } from "@/features/bids/CrewPage";

export const Route = createFileRoute("/_signed-in/crews/$id")({ component: CrewRoute });

function CrewRoute() {
  const { id } = Route.useParams();
  return <CrewPage key={id} id={id} />;
}
