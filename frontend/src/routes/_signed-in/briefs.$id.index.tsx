import { createFileRoute } from "@tanstack/react-router";
import { BriefPage } from "@/features/briefs/BriefPage";

export const Route = createFileRoute("/_signed-in/briefs/$id/")({ component: Brief });

function Brief() {
  const { id } = Route.useParams();
  return <BriefPage key={id} id={id} />;
}
