import { createFileRoute } from "@tanstack/react-router";
import type { StrayState } from "@/api/generated";
import { StraysPage } from "@/features/admin/StraysPage";
import { STRAY_STATES } from "@/features/admin/states";

export const Route = createFileRoute("/_signed-in/strays")({
  validateSearch: ({ state }): { state?: StrayState } => ({ state: STRAY_STATES.find((each) => each === state) }),
  component: Strays,
});

function Strays() {
  const { state = "open" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <StraysPage state={state} change={(next) => void navigate({ search: { state: next } })} />;
}
