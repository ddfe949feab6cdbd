import { createFileRoute } from "@tanstack/react-router";
import { CreditsPage } from "@/features/admin/CreditsPage";
import { CREDIT_KINDS, type CreditKind } from "@/features/admin/states";

export const Route = createFileRoute("/_signed-in/bank-credits")({
  validateSearch: ({ show }): { show?: CreditKind } => ({ show: CREDIT_KINDS.find((each) => each === show) }),
  component: Credits,
});

function Credits() {
  const { show = "unclaimed" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <CreditsPage show={show} change={(next) => void navigate({ search: { show: next } })} />;
}
