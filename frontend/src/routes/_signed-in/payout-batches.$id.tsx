import { createFileRoute } from "@tanstack/react-router";
import { BatchPage } from "@/features/admin/BatchPage";

export const Route = createFileRoute("/_signed-in/payout-batches/$id")({ component: BatchRoute });

function BatchRoute() {
  const { id } = Route.useParams();
  return <BatchPage key={id} id={id} />;
}
