import { createFileRoute } from "@tanstack/react-router";
import { BriefBidsPage } from "@/features/bids/BriefBidsPage";

export const Route = createFileRoute("/_signed-in/briefs/$id/bids")({ component: BriefBidsRoute });

function BriefBidsRoute() {
  const { id } = Route.useParams();
  return <BriefBidsPage key={id} id={id} />;
}
