import { createFileRoute } from "@tanstack/react-router";
import { SharedLinesPage } from "@/features/reports/SharedLinesPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/shared-lines")({ component: SharedLinesRoute });

function SharedLinesRoute() {
  const { space } = Route.useParams();
  return <SharedLinesPage key={space} space={space} />;
}
