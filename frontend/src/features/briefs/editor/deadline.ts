import { isMonday } from "./weeks";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A deadline lies at least an hour ahead, and at most half a year. */
const LONGEST = 183 * DAY;

/** A wall clock on a day. */
export interface Wall {
  day: string;
  time: string;
}

/** What a wall clock shows at a moment, in a time zone or in that of the device. */
export function wallOf(moment: Date, timeZone?: string): Wall {
  // Sweden writes days and hours as the API does.
  const format = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone });
  const [day = "", time = ""] = format.format(moment).split(" ");
  return { day, time };
}

/** A wall clock read as if it hung in UTC. */
function read({ day, time }: Wall): number {
  return Date.parse(`${day}T${time}Z`);
}

/** The moment that a wall clock shows, in a time zone or in that of the device; nothing where it shows none. */
export function momentOf(wall: Wall, timeZone?: string): Date | null {
  const wanted = read(wall);
  if (Number.isNaN(wanted)) {
    return null;
  }
  // Off by the zone's difference to UTC, and on the day of a change of summer time once more by an hour.
  const near = 2 * wanted - read(wallOf(new Date(wanted), timeZone));
  return new Date(near + wanted - read(wallOf(new Date(near), timeZone)));
}

/** Noon of the day in which a moment lies. */
function noon(moment: Date, timeZone?: string): Date {
  return momentOf({ day: wallOf(moment, timeZone).day, time: "12:00" }, timeZone) ?? moment;
}

/** When the work begins: midnight, in UTC, before its first Monday. */
export function workBegins(seats: readonly { from: string }[]): Date {
  const first = seats.map(({ from }) => from).sort()[0] ?? "";
  return new Date(`${isMonday(first) ? first : "9999-01-04"}T00:00:00Z`);
}

/** A week to bid, at noon; less where the work begins sooner: its last Friday, or half of what is left. */
export function proposedDeadline(begins: Date, now: Date, timeZone?: string): Date {
  const week = noon(new Date(now.getTime() + 7 * DAY), timeZone);
  if (week < begins) {
    return week;
  }
  const friday = noon(new Date(begins.getTime() - 2.5 * DAY), timeZone);
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
