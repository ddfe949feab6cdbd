import type { PageCase, PageDispute } from "@/api/generated";

type DisputeLine = PageDispute["items"][number];
type HandoverLine = PageCase["items"][number];

/** A case on the desk. */
export type Waiting =
  | { kind: "dispute"; id: string; since: string; due?: string; dispute: DisputeLine }
  | { kind: "handover"; id: string; since: string; due?: string; handover: HandoverLine };

/** Who a case waits for. */
export type Group = "mine" | "free" | "others";

/** The order in which the groups stand on the desk. */
export const GROUPS: Group[] = ["mine", "free", "others"];

const OF_DISPUTE: Partial<Record<DisputeLine["state"], Group>> = {
  opened: "others",
  heard: "mine",
  decided: "others",
  appealed: "mine",
};

const OF_HANDOVER: Partial<Record<HandoverLine["state"], Group>> = {
  asked: "free",
  taken: "mine",
  seeking: "others",
  unfilled: "others",
};

/** Everything that is not over, by whom it waits for: what is due soonest first, then the oldest. */
export function queue(disputes: DisputeLine[], handovers: HandoverLine[]): Map<Group, Waiting[]> {
  const groups = new Map<Group, Waiting[]>(GROUPS.map((group) => [group, []]));
  for (const dispute of disputes) {
    const { id, created_at, due_at } = dispute;
    const group = OF_DISPUTE[dispute.state];
    if (group) {
      groups.get(group)?.push({ kind: "dispute", id, since: created_at, due: due_at ?? undefined, dispute });
    }
  }
  for (const handover of handovers) {
    const group = OF_HANDOVER[handover.state];
    if (group) {
      groups.get(group)?.push({ kind: "handover", id: handover.id, since: handover.created_at, handover });
    }
  }
  for (const cases of groups.values()) {
    cases.sort(bySoonest);
  }
  return groups;
}

function bySoonest(one: Waiting, other: Waiting): number {
  const [due, otherDue] = [one.due ?? "9999", other.due ?? "9999"];
  return due.localeCompare(otherDue) || one.since.localeCompare(other.since);
}
