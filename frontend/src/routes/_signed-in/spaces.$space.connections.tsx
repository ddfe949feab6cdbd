import { createFileRoute } from "@tanstack/react-router";
import { ConnectionsPage } from "@/features/space/ConnectionsPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/connections")({ component: ConnectionsRoute });

function ConnectionsRoute() {
  const { space } = Route.useParams();
  return <ConnectionsPage key={space} space={space} />;
}
