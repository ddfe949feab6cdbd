import { createFileRoute } from "@tanstack/react-router";
import { DisputePage } from "@/features/disputes/DisputePage";

export const Route = createFileRoute("/_signed-in/disputes/$id")({ component: DisputeRoute });

function DisputeRoute() {
  const { id } = Route.useParams();
  return <DisputePage key={id} id={id} />;
}
