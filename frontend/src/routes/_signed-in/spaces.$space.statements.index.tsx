import { createFileRoute } from "@tanstack/react-router";
import { StatementsPage } from "@/features/reports/StatementsPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/statements/")({ component: StatementsRoute });

function StatementsRoute() {
  const { space } = Route.useParams();
  return <StatementsPage key={space} space={space} />;
}
