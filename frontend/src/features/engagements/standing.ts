/** Where a milestone stands, and what comes next in an engagement. */
import type { Dispute, DisputeSide, EngagementInFull, Milestone, MilestoneState } from "@/api/generated";
import { open } from "./amounts";
import { cameFor, restOf } from "./came";

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
  what: "accept" | "came" | "rest" | "transfer" | "fund" | "wait" | "submit" | "transferOfClient" | "notFunded" | DisputeStep;
  milestone: Milestone;
  /** On which day work on it begins, where it is to be paid in before. */
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

/** What comes next for the client: first what it can do, a dispute before all else, then what it waits for. */
export function nextOfClient(
  plan: Plan & Pick<EngagementInFull, "strays">,
  disputes: readonly Case[],
): Next | undefined {
  const steps = inDispute(plan.milestones, disputes, "client");
  const free = plan.milestones.filter(goesOn);
  const first = (what: Next["what"], stand: Stand): Next | undefined => {
    const milestone = free.find((each) => standOf(each) === stand);
    return milestone && { what, milestone };
  };
  // Whoever paid a cent too little is not asked for the whole once more.
  const unpaid = (step: Next | undefined): Next | undefined => {
    const came = step && cameFor(plan, step.milestone);
    return step && came ? { what: restOf(came) ? "rest" : "came", milestone: step.milestone } : step;
  };
  const fund = first("fund", "planned");
  return (
    steps.find(asks) ??
    first("accept", "submitted") ??
    unpaid(first("transfer", "awaited")) ??
    steps[0] ??
    first("wait", "funded") ??
    unpaid(fund && { ...fund, day: beginOf(plan, fund.milestone) })
  );
}

/** What comes next for a member, of the milestones in which they have a part: a dispute before all else. */
export function nextOfMember(milestones: readonly Milestone[], disputes: readonly Case[]): Next | undefined {
  const steps = inDispute(milestones, disputes, "team");
  const free = milestones.filter(goesOn);
  const unpaid = free.find(({ state }) => state === "planned");
  const funded = free.find(({ state }) => state === "funded");
  return (
    steps.find(asks) ??
    steps[0] ??
    (funded && { what: "submit", milestone: funded }) ??
    (unpaid && { what: standOf(unpaid) === "awaited" ? "transferOfClient" : "notFunded", milestone: unpaid })
  );
}
