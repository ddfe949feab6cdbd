import type { RunView } from "@/api/generated";

/** The figures of the teams of a run, as numbers that mean something by themselves. */

type Team = RunView["teams"][number];

/** How far the skills that a team's seats need are met, of 100, each seat alike; nothing where points are kept back. */
export function fitOf(seats: readonly Pick<Team["seats"][number], "points">[]): number | null {
  const fits = seats.flatMap(({ points }) => (points ? [points.fit] : []));
  return fits.length === 0 ? null : Math.round(fits.reduce((sum, fit) => sum + fit, 0) / (10 * fits.length));
}

/** The scores of several teams in percent of the best one's, of which no lesser team has all; nothing where one is kept back, or there is nothing to compare. */
export function sharesOf(teams: readonly Pick<Team, "score">[]): number[] | null {
  const scores = teams.flatMap(({ score }) => (score == null ? [] : [score]));
  const best = Math.max(...scores);
  const isTold = scores.length === teams.length && teams.length > 1 && best > 0;
  return isTold ? scores.map((score) => Math.floor((score * 100) / best)) : null;
}
