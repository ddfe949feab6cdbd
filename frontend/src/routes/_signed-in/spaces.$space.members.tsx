import { createFileRoute } from "@tanstack/react-router";
import { MembersPage } from "@/features/space/MembersPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/members")({ component: MembersRoute });

function MembersRoute() {
  const { space } = Route.useParams();
  return <MembersPage key={space} space={space} />;
}
