import { createFileRoute } from "@tanstack/react-router";
import { FindersPage } from "@/features/admin/FindersPage";
import { isClient } from "@/features/admin/ids";

export const Route = createFileRoute("/_signed-in/network/finders")({
  validateSearch: ({ client }): { client?: string } => ({ client: isClient(client) ? client : undefined }),
  component: Finders,
});

function Finders() {
  const { client } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <FindersPage client={client} look={(next) => void navigate({ search: { client: next } })} />;
}
