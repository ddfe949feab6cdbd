import { createFileRoute } from "@tanstack/react-router";
import { SpaceLayout } from "@/features/space/SpaceLayout";

export const Route = createFileRoute("/_signed-in/spaces/$space")({ component: SpaceRoute });

function SpaceRoute() {
  const { space } = Route.useParams();
  return <SpaceLayout key={space} space={space} />;
}
