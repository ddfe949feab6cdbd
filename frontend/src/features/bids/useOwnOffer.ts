import { useQuery } from "@tanstack/react-query";
import { bidsOwnOffer, type OfferView } from "@/api/generated";
import { bidsOwnOfferQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";

/**
 * The member's own offer for a brief; null where none was made. That is an answer and no error: a query that has failed
 * begins from nothing whenever it is asked again, and what somebody types into the offer meanwhile would be lost.
 */
export function useOwnOffer(brief: string) {
  const options = { path: { id: brief } };
  return useQuery({
    queryKey: bidsOwnOfferQueryKey(options),
    queryFn: async ({ signal }): Promise<OfferView | null> => {
      try {
        const { data } = await bidsOwnOffer({ ...options, signal, throwOnError: true });
        return data;
      } catch (error) {
        if (asProblem(error).code === "not-found") {
          return null;
        }
        throw error;
      }
    },
  });
}
