import { createFileRoute } from "@tanstack/react-router";
import { StatementPage } from "@/features/earnings/StatementPage";

export const Route = createFileRoute("/_signed-in/member/statements/$id")({ component: StatementRoute });

function StatementRoute() {
  const { id } = Route.useParams();
  return <StatementPage key={id} id={id} />;
}
