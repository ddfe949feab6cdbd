import { useQuery } from "@tanstack/react-query";
import {
  disputesListOptions,
  handoversCasesOptions,
  policiesListOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { SIGNED } from "@/api/signed";
import { useTitle } from "@/features/engagements/useTitle";
import { queue, type Waiting } from "@/features/steward/queue";
import { WaitList } from "./WaitList";
import type { Wait, WaitItem } from "./waiting";

/** What waits for a steward: their own cases, those that anybody may take, and what others proposed as policy. */
export function StewardHome() {
  const cases = useQuery(handoversCasesOptions({ query: { limit: 50 } }));
  const disputes = useQuery(disputesListOptions({ query: { limit: 50 } }));
  const policies = useQuery(policiesListOptions({ ...SIGNED, query: { limit: 20 } }));
  const { both } = useTitle();
  const told = (waiting: Waiting, ofHandover: Wait): WaitItem => {
    const { id, since, due: until } = waiting;
    return waiting.kind === "dispute"
      ? {
          key: id,
          wait: "dispute",
          title: both(waiting.dispute.title),
          link: { to: "/disputes/$id", params: { id } },
          until,
          since,
        }
      : {
          key: id,
          wait: ofHandover,
          title: `${waiting.handover.title} · ${waiting.handover.client}`,
          link: { to: "/handovers/$id", params: { id } },
          until,
          since,
        };
  };
  const groups = queue(disputes.data?.items ?? [], cases.data?.items ?? []);
  const items: WaitItem[] = [
    ...(groups.get("mine") ?? []).map((waiting) => told(waiting, "case")),
    ...(groups.get("free") ?? []).map((waiting) => told(waiting, "free")),
    ...(policies.data?.items ?? []).flatMap(({ id, state, why, proposed_at, yours }) =>
      id && state === "proposed" && !yours
        ? [
            {
              key: id,
              wait: "policy" as const,
              title: why,
              link: { to: "/policies/$id", params: { id } } as const,
              since: proposed_at ?? undefined,
            },
          ]
        : [],
    ),
  ];
  return <WaitList items={items} parts={[cases, disputes, policies]} />;
}
