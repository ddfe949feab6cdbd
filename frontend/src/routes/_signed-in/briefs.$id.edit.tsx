import { createFileRoute } from "@tanstack/react-router";
import { EditBriefPage } from "@/features/briefs/EditBriefPage";

export const Route = createFileRoute("/_signed-in/briefs/$id/edit")({ component: EditBriefRoute });

function EditBriefRoute() {
  const { id } = Route.useParams();
  return <EditBriefPage key={id} id={id} />;
}
