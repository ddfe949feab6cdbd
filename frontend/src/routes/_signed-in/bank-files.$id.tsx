import { createFileRoute } from "@tanstack/react-router";
import type { BankFileFate } from "@/api/generated";
import { BankFilePage } from "@/features/admin/BankFilePage";
import { FATES } from "@/features/admin/states";

export const Route = createFileRoute("/_signed-in/bank-files/$id")({
  validateSearch: ({ fate }): { fate?: BankFileFate } => ({ fate: FATES.find((each) => each === fate) }),
  component: BankFileRoute,
});

function BankFileRoute() {
  const { id } = Route.useParams();
  const { fate } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <BankFilePage key={id} id={id} fate={fate} change={(next) => void navigate({ search: { fate: next } })} />;
}
