import { createFileRoute } from "@tanstack/react-router";
import { ReviewsPage } from "@/features/engagements/ReviewsPage";

export const Route = createFileRoute("/_signed-in/engagements/$id/reviews")({ component: ReviewsRoute });

function ReviewsRoute() {
  const { id } = Route.useParams();
  return <ReviewsPage key={id} id={id} />;
}
