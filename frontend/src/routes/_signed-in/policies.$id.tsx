import { createFileRoute } from "@tanstack/react-router";
import { ProposalPage } from "@/features/policy/ProposalPage";

export const Route = createFileRoute("/_signed-in/policies/$id")({ component: ProposalRoute });

function ProposalRoute() {
  const { id } = Route.useParams();
  return <ProposalPage key={id} id={id} />;
}
