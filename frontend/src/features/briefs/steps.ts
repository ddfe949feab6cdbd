import type { BriefState, BriefView } from "@/api/generated";

/** A step on the way of a brief. */
export interface Step {
  step: "draft" | "posted" | "deadline" | "decided" | "awarded" | "withdrawn" | "lapsed";
  stand: "done" | "now" | "ahead" | "ended";
  at?: string | null;
}

/** How many steps of the way are behind, by state. */
const BEHIND: Record<"draft" | "posted" | "decided" | "awarded", number> = {
  draft: 0,
  posted: 1,
  decided: 3,
  awarded: 5,
};

type Facts = Pick<BriefView, "state" | "created_at" | "posted_at" | "deadline_at" | "award">;

/** The way of a brief: what is behind, where it is, what is to come; or where it ended early. */
export function stepsOf(brief: Facts): Step[] {
  const { state, created_at, posted_at, deadline_at, award } = brief;
  if (isEnded(state)) {
    const steps: Step[] = [{ step: "draft", stand: "done", at: created_at }];
    if (posted_at) {
      steps.push({ step: "posted", stand: "done", at: posted_at });
    }
    if (state === "lapsed") {
      steps.push({ step: "deadline", stand: "done", at: deadline_at });
    }
    return [...steps, { step: state, stand: "ended" }];
  }
  const all: Pick<Step, "step" | "at">[] = [
    { step: "draft", at: created_at },
    { step: "posted", at: posted_at },
    { step: "deadline", at: deadline_at },
    // A client decides by awarding.
    { step: "decided", at: award?.at },
    { step: "awarded", at: award?.at },
  ];
  const behind = BEHIND[state];
  // While bids come in, the brief stands at "posted".
  return all.map((step, place) => ({ ...step, stand: place < behind ? "done" : place === behind ? "now" : "ahead" }));
}

function isEnded(state: BriefState): state is "withdrawn" | "lapsed" {
  return state === "withdrawn" || state === "lapsed";
}
