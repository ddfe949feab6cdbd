import { createFileRoute } from "@tanstack/react-router";
import { ExchangePage, type ExchangeSearch } from "@/features/steward/ExchangePage";
import { isDay } from "@/features/steward/numbers";

export const Route = createFileRoute("/_signed-in/exchange")({
  validateSearch: ({ from, to }): ExchangeSearch => ({
    from: isDay(from) ? from : undefined,
    to: isDay(to) ? to : undefined,
  }),
  component: Exchange,
});

function Exchange() {
  const navigate = Route.useNavigate();
  return <ExchangePage search={Route.useSearch()} change={(search) => void navigate({ search })} />;
}
