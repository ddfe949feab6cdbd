import { createFileRoute } from "@tanstack/react-router";
import { InvitationsPage } from "@/features/invitations/InvitationsPage";

interface Search {
  list?: "standbys";
}

export const Route = createFileRoute("/_signed-in/invitations/")({
  validateSearch: ({ list }: Record<string, unknown>): Search => (list === "standbys" ? { list } : {}),
  component: InvitationsRoute,
});

function InvitationsRoute() {
  const { list } = Route.useSearch();
  return <InvitationsPage list={list ?? "offers"} />;
}
