import { createFileRoute } from "@tanstack/react-router";
import { StatementPage } from "@/features/reports/StatementPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/statements/$id")({ component: StatementRoute });

function StatementRoute() {
  const { space, id } = Route.useParams();
  return <StatementPage key={id} space={space} id={id} />;
}
