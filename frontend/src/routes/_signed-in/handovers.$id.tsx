import { createFileRoute } from "@tanstack/react-router";
import { HandoverPage } from "@/features/handovers/HandoverPage";

export const Route = createFileRoute("/_signed-in/handovers/$id")({ component: HandoverRoute });

function HandoverRoute() {
  const { id } = Route.useParams();
  return <HandoverPage key={id} id={id} />;
}
