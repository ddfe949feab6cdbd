import type { RunSeat, Stand } from "@/api/generated";
import { toldApart } from "@/lib/apart";

/** Reads from a run's documents, whose form is the engine's own, what a page shows of them. Pure. */

/** A member's place in a team of a run, by alias, with the points of the engine: each term 0 to 1000. */
export interface PlaceRow {
  seat: string;
  alias: string;
  fit: number;
  proof: number;
  turn: number;
  thrift: number;
  near: number;
  /** How many members may take the seat. */
  eligible: number;
}

/** A team of a run. */
export interface TeamRow {
  points: number;
  cost: number;
  cohesion: number;
  places: PlaceRow[];
}

/** How many were left for a seat after each condition. */
export interface FunnelRow {
  seat: string;
  left: number[];
}

type Document = { [key: string]: unknown };

function part(value: unknown): Document {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function parts(value: unknown): Document[] {
  return Array.isArray(value) ? value.map(part) : [];
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The teams of a `muster-teams/1`, best first. */
export function teams(result: Document): TeamRow[] {
  return parts(result.teams).map((team) => ({
    points: number(team.z),
    cost: number(team.cost),
    cohesion: number(team.cohesion),
    places: parts(team.seats).map((place) => ({
      seat: text(place.seat),
      alias: text(place.member),
      fit: number(place.fit),
      proof: number(place.proof),
      turn: number(place.turn),
      thrift: number(place.thrift),
      near: number(place.near),
      eligible: number(place.eligible),
    })),
  }));
}

/** Whether nothing better exists, as the engine proved. */
export function isProven(result: Document): boolean {
  return result.proven === true;
}

/** Who was left for each seat where there is no team. */
export function funnel(result: Document): FunnelRow[] {
  return parts(part(result.why).funnel).map((row) => ({
    seat: text(row.seat),
    left: Array.isArray(row.left) ? row.left.map(number) : [],
  }));
}

/** What each seat of a run is called: its title, with a number where another one has the same. */
export function titlesOf(seats: readonly (RunSeat | Stand)[]): (seat: string) => string {
  const titles = toldApart(seats.map(({ seat, title }) => [seat, title]));
  return (seat) => titles.get(seat) ?? seat;
}

/** How many members the pool held. */
export function members(pool: Document): number {
  return Array.isArray(pool.members) ? pool.members.length : 0;
}
