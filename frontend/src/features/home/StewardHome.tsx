import { useQuery } from "@tanstack/react-query";
import { disputesListOptions, handoversCasesOptions } from "@/api/generated/@tanstack/react-query.gen";
import { useTitle } from "@/features/engagements/useTitle";
import { WaitList } from "./WaitList";
import type { WaitItem } from "./waiting";

/** The open cases of a steward, with their ages. */
export function StewardHome() {
  const cases = useQuery(handoversCasesOptions({ query: { limit: 50 } }));
  const disputes = useQuery(disputesListOptions({ query: { limit: 50 } }));
  const { both } = useTitle();
  const items: WaitItem[] = [
    ...(cases.data?.items ?? [])
      .filter(({ state }) => state === "asked" || state === "taken")
      .map(({ id, title, client, created_at }) => ({
        key: id,
        wait: "case" as const,
        title: `${title} · ${client}`,
        link: { to: "/handovers/$id", params: { id } } as const,
        since: created_at,
      })),
    ...(disputes.data?.items ?? [])
      .filter(({ state }) => state === "opened" || state === "heard" || state === "appealed")
      .map(({ id, title, created_at, due_at }) => ({
        key: id,
        wait: "dispute" as const,
        title: both(title),
        link: { to: "/disputes/$id", params: { id } } as const,
        until: due_at,
        since: created_at,
      })),
  ];
  return <WaitList items={items} parts={[cases, disputes]} />;
}
