import { createFileRoute } from "@tanstack/react-router";
import type { FundingState } from "@/api/generated";
import { FundingsPage } from "@/features/admin/FundingsPage";
import { FUNDING_STATES } from "@/features/admin/states";

export const Route = createFileRoute("/_signed-in/fundings")({
  validateSearch: ({ state }): { state?: FundingState } => ({
    state: FUNDING_STATES.find((each) => each === state),
  }),
  component: Fundings,
});

function Fundings() {
  const { state = "pending" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <FundingsPage state={state} change={(next) => void navigate({ search: { state: next } })} />;
}
