import { isMonday } from "./weeks";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A deadline lies at least an hour ahead, and at most half a year. */
const LONGEST = 183 * DAY;

/** A wall clock on a day, where the browser is. */
export interface Wall {
  day: string;
  time: string;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

export function wallOf(moment: Date): Wall {
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return { day, time: `${two(moment.getHours())}:${two(moment.getMinutes())}` };
}

/** The moment that a wall clock shows; nothing where it shows none. */
export function momentOf({ day, time }: Wall): Date | null {
  const moment = new Date(`${day}T${time}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** When the work begins: midnight, in UTC, before its first Monday. */
export function workBegins(seats: readonly { from: string }[]): Date {
  const first = seats.map(({ from }) => from).sort()[0] ?? "";
  return new Date(`${isMonday(first) ? first : "9999-01-04"}T00:00:00Z`);
}

/** A week to bid, at noon; less where the work begins sooner: its last Friday, or half of what is left. */
export function proposedDeadline(begins: Date, now: Date): Date {
  const week = new Date(now.getTime() + 7 * DAY);
  week.setHours(12, 0, 0, 0);
  if (week < begins) {
    return week;
  }
  const friday = new Date(begins.getTime() - 2.5 * DAY);
  friday.setHours(12, 0, 0, 0);
  return friday.getTime() > now.getTime() + DAY ? friday : new Date((now.getTime() + begins.getTime()) / 2);
}

/** What is wrong with a deadline, if anything is. */
export function deadlineFlaw(
  deadline: Date | null,
  begins: Date,
  now: Date,
): "missing" | "soon" | "late" | "begun" | null {
  if (!deadline) {
    return "missing";
  }
  if (deadline.getTime() < now.getTime() + HOUR) {
    return "soon";
  }
  if (deadline > begins) {
    return "begun";
  }
  return deadline.getTime() > now.getTime() + LONGEST ? "late" : null;
}
