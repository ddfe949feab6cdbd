import { useQueries, useQuery } from "@tanstack/react-query";
import type { DisputeSide } from "@/api/generated";
import { disputesListOptions, disputesReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { useTitle } from "@/features/engagements/useTitle";
import type { Part } from "./WaitList";
import { disputeWaits, type WaitItem } from "./waiting";

/** Of how many running disputes the details are read; the list has all of them. */
const MOST = 5;

/** What running disputes ask of a side, and the parts of the list that this is fetched by. */
export function useDisputeWaits(side: DisputeSide): { items: WaitItem[]; parts: Part[] } {
  const { both } = useTitle();
  const list = useQuery(disputesListOptions({ query: { limit: 20 } }));
  const running = (list.data?.items ?? []).filter(({ state }) => state !== "settled" && state !== "withdrawn");
  const details = useQueries({
    queries: running.slice(0, MOST).map(({ id }) => disputesReadOptions({ path: { id } })),
  });
  return {
    items: details.flatMap(({ data }) => (data ? disputeWaits(data, side, both) : [])),
    parts: [list, ...details],
  };
}
