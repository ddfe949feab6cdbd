import type { RunView } from "@/api/generated";
import { percentOfBest } from "@/lib/parts";

/** The figures of the teams of a run, as numbers that mean something by themselves. */

type Team = RunView["teams"][number];

/** How far the skills that a team's seats need are met, of 100, each seat alike; nothing where points are kept back. */
export function fitOf(seats: readonly Pick<Team["seats"][number], "points">[]): number | null {
  const fits = seats.flatMap(({ points }) => (points ? [points.fit] : []));
  return fits.length === 0 ? null : Math.round(fits.reduce((sum, fit) => sum + fit, 0) / (10 * fits.length));
}

/** Why points are kept back: so few may take a seat, or nobody but those who keep theirs. */
export function hiddenFor(seats: readonly Pick<Team["seats"][number], "seat" | "eligible">[], kept: readonly string[]) {
  const isFew = seats.some(({ seat, eligible }) => "fewer_than" in eligible && !kept.includes(seat));
  return isFew || kept.length === 0 ? "few" : "kept";
}

/** The scores of several teams in percent of the best one's; nothing where one is kept back, or there is nothing to compare. */
export function sharesOf(teams: readonly Pick<Team, "score">[]): number[] | null {
  const scores = teams.flatMap(({ score }) => (score == null ? [] : [score]));
  const best = Math.max(...scores);
  const isTold = scores.length === teams.length && teams.length > 1 && best > 0;
  return isTold ? scores.map((score) => percentOfBest(score, best)) : null;
}

/** Runs of which the same is said: only their teams differ. */
export type Alike = [RunView, ...RunView[]];

/** Runs in their order, those together that fill the same seats in the same minute: one for each team that misses somebody. */
export function together(runs: readonly RunView[]): Alike[] {
  const groups: Alike[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && said(last[0]) === said(run)) {
      last.push(run);
    } else {
      groups.push([run]);
    }
  }
  return groups;
}

/** What is said of a run, but for its teams; one that is not about some seats alone, or found nobody, stands for itself. */
function said({ receipt, sought, teams: [first] }: RunView): string {
  if (sought.length === 0 || !first) {
    return receipt.run;
  }
  const minute = receipt.created_at.slice(0, "2026-11-01T08:00".length);
  const heads = first.seats.filter(({ seat }) => sought.includes(seat)).map(({ eligible }) => eligible);
  return JSON.stringify([minute, receipt.policy, sought, heads]);
}
