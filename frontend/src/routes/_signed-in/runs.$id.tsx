import { createFileRoute } from "@tanstack/react-router";
import { RunPage } from "@/features/runs/RunPage";

export const Route = createFileRoute("/_signed-in/runs/$id")({ component: RunRoute });

function RunRoute() {
  const { id } = Route.useParams();
  return <RunPage key={id} id={id} />;
}
