import { useQuery } from "@tanstack/react-query";
import type { Engagement, OpenReviews } from "@/api/generated";
import { reviewsWaitingOptions } from "@/api/generated/@tanstack/react-query.gen";

/** The reviews of an engagement, where they wait for the word of whoever looks. */
export function useOpenReviews({ id, state }: Pick<Engagement, "id" | "state">): {
  reviews: OpenReviews | undefined;
  isLoading: boolean;
} {
  const query = useQuery({ ...reviewsWaitingOptions({ query: { limit: 100 } }), enabled: state === "completed" });
  return { reviews: query.data?.items.find(({ engagement }) => engagement === id), isLoading: query.isLoading };
}
