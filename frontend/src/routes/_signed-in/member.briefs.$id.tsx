import { createFileRoute } from "@tanstack/react-router";
import { OpenBriefPage } from "@/features/bids/OpenBriefPage";

export const Route = createFileRoute("/_signed-in/member/briefs/$id")({ component: OpenBriefRoute });

function OpenBriefRoute() {
  const { id } = Route.useParams();
  return <OpenBriefPage key={id} id={id} />;
}
