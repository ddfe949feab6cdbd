import { createFileRoute } from "@tanstack/react-router";
import { BidRoomPage } from "@/features/bids/BidRoomPage";

export const Route = createFileRoute("/_signed-in/bids/$id")({ component: BidRoomRoute });

function BidRoomRoute() {
  const { id } = Route.useParams();
  return <BidRoomPage key={id} id={id} />;
}
