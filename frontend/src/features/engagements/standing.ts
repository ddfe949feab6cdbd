/** Where a milestone stands, and what comes next in an engagement. */
import type { Dispute, DisputeSide, EngagementInFull, Milestone, MilestoneState } from "@/api/generated";
import { compare, soon } from "@/lib/days";
import { open } from "./amounts";
import { cameInstead, restOf } from "./came";

/** A milestone's state, or that it is planned and the client was told where to pay. */
export type Stand = MilestoneState | "awaited";

/** Where a milestone stands. */
export function standOf({ state, awaits_payment: isAwaited }: Pick<Milestone, "state" | "awaits_payment">): Stand {
  return state === "planned" && isAwaited ? "awaited" : state;
}

/** The plan of an engagement, as far as it matters for what comes next. */
type Plan = Pick<EngagementInFull, "seats" | "milestones">;

/** The day on which work on a milestone begins: with the first seat, or on the first working day after the one before. */
export function beginOf({ seats, milestones }: Plan, milestone: Milestone): string | undefined {
  const before = milestones[milestones.indexOf(milestone) - 1];
  if (!before) {
    return seats.map(({ first_monday }) => first_monday).toSorted()[0];
  }
  const day = new Date(`${before.due_day}T00:00:00Z`);
  do {
    day.setUTCDate(day.getUTCDate() + 1);
  } while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  return day.toISOString().slice(0, 10);
}

/** Whether a dispute has not ended. */
export function isRunning({ state }: Pick<Dispute, "state">): boolean {
  return state !== "settled" && state !== "withdrawn";
}

/** A dispute, as far as it matters for what comes next. */
export type Case = Pick<Dispute, "id" | "milestone" | "state" | "opened_by" | "due_at">;

/** What comes next where money is in dispute. */
type DisputeStep = "answer" | "awaitAnswer" | "heard" | "decided" | "appealed" | "disputed";

/** What comes next: `next.…` in the catalogue. */
export interface Next {
  what:
    | "accept"
    | "acceptRest"
    | "came"
    | "rest"
    | "transfer"
    | "fund"
    | "wait"
    | "submit"
    | "submitRest"
    | "transferOfClient"
    | "notFunded"
    | DisputeStep;
  milestone: Milestone;
  /** By which day, where it has one; of what is paid in, the day on which work begins. */
  day?: string;
  /** The dispute that decides it. */
  dispute?: Case;
}

/** What the disputes ask of a side or what it waits for there, one step for each disputed milestone. */
function inDispute(milestones: readonly Milestone[], disputes: readonly Case[], side: DisputeSide): Next[] {
  const step = (dispute: Case | undefined): DisputeStep => {
    switch (dispute?.state) {
      case "opened":
        return dispute.opened_by === side ? "awaitAnswer" : "answer";
      case "heard":
      case "decided":
      case "appealed":
        return dispute.state;
      default:
        return "disputed";
    }
  };
  return milestones
    .filter(({ disputed }) => disputed.amount > 0)
    .map((milestone) => {
      const dispute = disputes.find((each) => each.milestone === milestone.id && isRunning(each));
      return { what: step(dispute), milestone, dispute };
    });
}

/** Whether the dispute asks something of a side. Of a decision the list does not tell whether the side accepted it already. */
function asks({ what }: Next): boolean {
  return what === "answer";
}

/** Whether a milestone goes on: not where a dispute holds all that is left of it. */
function goesOn(milestone: Milestone): boolean {
  return milestone.state === "planned" || open(milestone).amount > 0;
}

/** Whether a dispute holds a part of a milestone, while the rest goes on. */
function isRest({ disputed }: Milestone): boolean {
  return disputed.amount > 0;
}

/**
 * What comes next for the client, one step after the other: a dispute that asks it for something, then what it can do, by
 * the day as on its first page, then what it waits for.
 */
export function stepsOfClient(
  plan: Plan & Pick<EngagementInFull, "strays">,
  disputes: readonly Case[],
  now = new Date(),
): Next[] {
  const disputed = inDispute(plan.milestones, disputes, "client");
  const free = plan.milestones.filter(goesOn);
  const toAccept = free
    .filter(({ state }) => state === "submitted")
    .map((milestone): Next => ({ what: isRest(milestone) ? "acceptRest" : "accept", milestone }));
  const toPay = free
    .filter(({ state }) => state === "planned")
    .flatMap((milestone, place): Next[] => {
      // Whoever paid a cent too little is not asked for the whole once more.
      const came = cameInstead(plan, milestone);
      if (came) {
        return [
          restOf(came) ? { what: "rest", milestone, day: milestone.funding?.last_day } : { what: "came", milestone },
        ];
      }
      if (standOf(milestone) === "awaited") {
        return [{ what: "transfer", milestone, day: milestone.funding?.last_day ?? milestone.due_day }];
      }
      return place === 0 ? [{ what: "fund", milestone, day: beginOf(plan, milestone) ?? milestone.due_day }] : [];
    });
  const due = ({ day }: Next) => day ?? soon(now);
  const working = free.find(({ state }) => state === "funded");
  return [
    ...disputed.filter(asks),
    ...[...toAccept, ...toPay].toSorted((one, other) => compare(due(one), due(other))),
    ...disputed.filter((step) => !asks(step)),
    ...(working ? [{ what: "wait" as const, milestone: working, day: working.due_day }] : []),
  ];
}

/**
 * What comes next for a member, of the milestones in which they have a part: a dispute that asks them for something, then
 * what they can hand in, then what they wait for.
 */
export function stepsOfMember(milestones: readonly Milestone[], disputes: readonly Case[]): Next[] {
  const disputed = inDispute(milestones, disputes, "team");
  const free = milestones.filter(goesOn);
  const toSubmit = free
    .filter(({ state }) => state === "funded")
    .map(
      (milestone): Next => ({
        what: isRest(milestone) ? "submitRest" : "submit",
        milestone,
        day: milestone.due_day,
      }),
    );
  const unpaid = free.find(({ state }) => state === "planned");
  const what = unpaid && standOf(unpaid) === "awaited" ? "transferOfClient" : "notFunded";
  return [
    ...disputed.filter(asks),
    ...toSubmit,
    ...disputed.filter((step) => !asks(step)),
    ...(unpaid ? [{ what, milestone: unpaid, day: unpaid.due_day } as const] : []),
  ];
}
