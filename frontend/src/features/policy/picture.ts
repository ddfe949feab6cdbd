import type { PlayedYear, Policy, PolicyReport } from "@/api/generated";
import { differences } from "./rules";

interface Of {
  /** Shares are in thousandths, and so is Gini, which is no share of anything. */
  unit: "share" | "index" | "hours";
  of: (year: PlayedYear) => number | null | undefined;
}

function lost(kept: number | null | undefined): number | undefined {
  return kept == null ? undefined : 1000 - kept;
}

/** What a picture shows, in its order. Of all of it, less is better. */
const MEASURES = {
  neverOffered: { unit: "share", of: ({ opportunity }) => opportunity.never_offered },
  neverAwarded: { unit: "share", of: ({ opportunity }) => opportunity.never_awarded },
  gini: { unit: "index", of: ({ opportunity }) => opportunity.gini },
  top: { unit: "share", of: ({ opportunity }) => opportunity.top_hundredth },
  givenUp: { unit: "share", of: ({ clients }) => lost(clients.quality_kept) },
  regret: { unit: "share", of: ({ clients }) => clients.regret_p95 },
  hours: { unit: "hours", of: ({ clients }) => clients.hours_p50 },
} satisfies Record<string, Of>;

export type Measure = keyof typeof MEASURES;

/** A measure under what is in force and under what is proposed; nothing where the simulation could not say. */
export interface Compared {
  measure: Measure;
  unit: Of["unit"];
  today: number | undefined;
  proposed: number | undefined;
}

/** Today's policy beside the proposed one, by each measure; nothing where the report does not tell of both. */
export function compared(report: PolicyReport, proposed: Policy): Compared[] {
  const today = report.years.find(({ name }) => name === "default");
  const played = report.years.filter(({ name, policy }) => name !== "best" && isPlayed(policy, proposed)).at(-1);
  if (!today || !played) {
    return [];
  }
  return (Object.keys(MEASURES) as Measure[]).map((measure) => {
    const { unit, of }: Of = MEASURES[measure];
    return { measure, unit, today: of(today) ?? undefined, proposed: of(played) ?? undefined };
  });
}

function isPlayed(played: Policy, proposed: Policy): boolean {
  return differences(played, proposed).length === 0;
}

/** How long a bar is, in hundredths: the longer one of a measure fills the width. */
export function lengthOf(value: number | undefined, { today = 0, proposed = 0 }: Compared): number {
  const longest = Math.max(today, proposed);
  return value === undefined || longest === 0 ? 0 : (100 * value) / longest;
}
