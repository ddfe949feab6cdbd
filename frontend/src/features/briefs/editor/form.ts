import type { Document, Need, Seat } from "@/api/generated";
import { parseAmount, typedAmount } from "./amounts";
import { HORIZON_WEEKS, isMonday, mondayOf, plusWeeks } from "./weeks";

/** A skill of a seat, as it stands in the form. */
export type NeedForm = Need;

/** A seat as it stands in the form: what is typed, complete or not. */
export interface SeatForm {
  id: string;
  title: string;
  needs: NeedForm[];
  hours: number | "";
  from: string;
  weeks: number | "";
  rateCap: string;
  languages: string[];
  place: string | null;
  km: number | "";
}

/** A brief as it stands in the form. */
export interface BriefForm {
  title: string;
  description: string;
  category: string | null;
  currency: string;
  budget: string;
  seats: SeatForm[];
}

export const MOST_SEATS = 16;
export const MOST_SKILLS = 20;
const LARGEST_RATE = 10_000_000;
const LARGEST_BUDGET = 1_000_000_000_000;

/** An id that no seat has yet. Seats keep theirs when they are moved, so that quotes and locks find them again. */
export function freeId(seats: readonly { id: string }[]): string {
  const taken = new Set(seats.map(({ id }) => id));
  let number = seats.length + 1;
  while (taken.has(`seat-${number}`)) {
    number += 1;
  }
  return `seat-${number}`;
}

/** A seat to begin with. It takes its time from the seat before it, since most teams work together. */
export function newSeat(seats: readonly SeatForm[], now: Date): SeatForm {
  const before = seats.at(-1);
  return {
    id: freeId(seats),
    title: "",
    needs: [],
    hours: before?.hours ?? 20,
    from: before?.from ?? plusWeeks(mondayOf(now), 3),
    weeks: before?.weeks ?? 8,
    rateCap: "",
    languages: [],
    place: null,
    km: "",
  };
}

/** A brief to begin with: one seat. */
export function newBrief(currency: string, now: Date): BriefForm {
  return { title: "", description: "", category: null, currency, budget: "", seats: [newSeat([], now)] };
}

/** A skill as it is first added: the first one of a seat is a must, since something has to be. */
export function newNeed(skill: string, needs: readonly NeedForm[]): NeedForm {
  return { skill, level: 3, weight: needs.length === 0 ? 9 : 5, must: needs.length === 0 };
}

/** The form of a saved document. */
export function toForm(document: Document, point = "."): BriefForm {
  const { title, description, category, currency, budget, seats } = document;
  const amount = (minor: number | null | undefined) => (minor == null ? "" : typedAmount(minor, currency, point));
  return {
    title,
    description,
    category: category || null,
    currency,
    budget: amount(budget),
    seats: seats.map((seat) => ({
      id: seat.id,
      title: seat.title,
      needs: seat.skills,
      hours: seat.hours,
      from: seat.from,
      weeks: seat.weeks,
      rateCap: amount(seat.rate_cap),
      languages: seat.languages ?? [],
      place: seat.near?.place ?? null,
      km: seat.near?.km ?? "",
    })),
  };
}

/** A new brief like a saved one. A first week that is over is asked for anew. */
export function copyOf(document: Document, now: Date, point?: string): BriefForm {
  const form = toForm(document, point);
  const week0 = mondayOf(now);
  const seats = form.seats.map((seat) => (seat.from < week0 ? { ...seat, from: "" } : seat));
  return { ...form, seats };
}

function toSeat(seat: SeatForm, currency: string): Seat {
  const cap = seat.rateCap.trim() ? parseAmount(seat.rateCap, currency) : null;
  return {
    id: seat.id,
    title: seat.title.trim(),
    skills: seat.needs,
    hours: Number(seat.hours),
    from: seat.from,
    weeks: Number(seat.weeks),
    languages: seat.languages,
    ...(cap === null ? {} : { rate_cap: cap }),
    ...(seat.place && seat.km !== "" ? { near: { place: seat.place, km: seat.km } } : {}),
  };
}

/** The document of a form, to be saved once `check` finds nothing wrong with it. */
export function toDocument(form: BriefForm): Document {
  const budget = form.budget.trim() ? parseAmount(form.budget, form.currency) : null;
  return {
    title: form.title.trim(),
    description: form.description,
    category: form.category ?? "",
    currency: form.currency,
    ...(budget === null ? {} : { budget }),
    seats: form.seats.map((seat) => toSeat(seat, form.currency)),
  };
}

/** What can be wrong with a field; the catalogue has a sentence for each. */
export type Flaw =
  | "title"
  | "description"
  | "category"
  | "budget"
  | "seats"
  | "seatTitle"
  | "needs"
  | "hours"
  | "from"
  | "weeks"
  | "horizon"
  | "rateCap"
  | "languages"
  | "km";

/** Something that is wrong, and where: `field` is the id of its input. */
export interface Wrong {
  field: string;
  flaw: Flaw;
  /** The number of its seat, from 1. */
  seat?: number;
}

/** The id of an input of the form, for labels, and for the summary that leads there. */
export function fieldId(field: string, seat?: string): string {
  return seat === undefined ? `brief-${field}` : `brief-${seat}-${field}`;
}

function isWithin(value: number | "", least: number, most: number): boolean {
  return value !== "" && Number.isInteger(value) && value >= least && value <= most;
}

function amountIsRight(text: string, currency: string, least: number, most: number): boolean {
  const minor = text.trim() ? parseAmount(text, currency) : least;
  return minor !== null && minor >= least && minor <= most;
}

/** What keeps a seat from being looked for. Its title may still be missing. */
export function checkTerms(seat: SeatForm, currency: string, now: Date): Flaw[] {
  const week0 = mondayOf(now);
  const end = plusWeeks(week0, HORIZON_WEEKS);
  const rules: [Flaw, boolean][] = [
    ["needs", seat.needs.length >= 1 && seat.needs.length <= MOST_SKILLS],
    ["hours", isWithin(seat.hours, 1, 80)],
    ["from", isMonday(seat.from) && seat.from >= week0],
    ["weeks", isWithin(seat.weeks, 1, HORIZON_WEEKS)],
    ["horizon", seat.weeks === "" || seat.from === "" || plusWeeks(seat.from, seat.weeks) <= end],
    ["rateCap", amountIsRight(seat.rateCap, currency, 1, LARGEST_RATE)],
    ["languages", seat.languages.length <= 10],
    ["km", seat.place === null || isWithin(seat.km, 1, 500)],
  ];
  return rules.filter(([, isRight]) => !isRight).map(([flaw]) => flaw);
}

/** Everything that keeps a brief from being saved, in the order of the form. */
export function check(form: BriefForm, now: Date): Wrong[] {
  const title = form.title.trim().length;
  const rules: [Flaw, boolean][] = [
    ["title", title >= 3 && title <= 120],
    ["category", Boolean(form.category)],
    ["description", form.description.length <= 5000],
    ["budget", amountIsRight(form.budget, form.currency, 0, LARGEST_BUDGET)],
    ["seats", form.seats.length >= 1 && form.seats.length <= MOST_SEATS],
  ];
  const own = rules.filter(([, isRight]) => !isRight).map(([flaw]) => ({ field: fieldId(flaw), flaw }));
  const ofSeats = form.seats.flatMap((seat, place) => {
    const named = seat.title.trim().length;
    const flaws: Flaw[] = named >= 1 && named <= 80 ? [] : ["seatTitle"];
    const all = [...flaws, ...checkTerms(seat, form.currency, now)];
    return all.map((flaw) => ({
      field: fieldId(flaw === "horizon" ? "weeks" : flaw, seat.id),
      flaw,
      seat: place + 1,
    }));
  });
  return [...own, ...ofSeats];
}

/** What can be asked about of a form that is still being written. */
export interface Askable {
  /** The seats that are whole enough; nothing where there is none. */
  document: Document | null;
  /** How many seats are left out. */
  left: number;
}

/** The part of a brief that a quote can be asked for: its seats that say whom to look for. */
export function askable(form: BriefForm, now: Date): Askable {
  const seats = form.seats.filter((seat) => checkTerms(seat, form.currency, now).length === 0);
  const left = form.seats.length - seats.length;
  if (seats.length === 0) {
    return { document: null, left };
  }
  const budget = amountIsRight(form.budget, form.currency, 0, LARGEST_BUDGET) ? form.budget : "";
  // Words change nothing about who fits: without them, typing them asks nothing.
  const bare = seats.map((seat) => ({ ...seat, title: "" }));
  return { document: toDocument({ ...form, title: "", description: "", category: null, budget, seats: bare }), left };
}
