import { createFileRoute } from "@tanstack/react-router";
import { OverviewPage } from "@/features/space/OverviewPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/")({ component: OverviewRoute });

function OverviewRoute() {
  const { space } = Route.useParams();
  return <OverviewPage key={space} space={space} />;
}
