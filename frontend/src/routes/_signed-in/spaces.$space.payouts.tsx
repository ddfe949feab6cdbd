import { createFileRoute } from "@tanstack/react-router";
import { PayoutsPage } from "@/features/space/PayoutsPage";

export const Route = createFileRoute("/_signed-in/spaces/$space/payouts")({ component: PayoutsRoute });

function PayoutsRoute() {
  const { space } = Route.useParams();
  return <PayoutsPage key={space} space={space} />;
}
