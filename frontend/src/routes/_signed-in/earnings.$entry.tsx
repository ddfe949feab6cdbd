import { createFileRoute } from "@tanstack/react-router";
import { EntryPage } from "@/features/earnings/EntryPage";

export const Route = createFileRoute("/_signed-in/earnings/$entry")({ component: EntryRoute });

function EntryRoute() {
  const { entry } = Route.useParams();
  return <EntryPage key={entry} entry={entry} />;
}
