import type { Loosened } from "@/api/generated";
import { typedAmount } from "./amounts";
import type { BriefForm, SeatForm } from "./form";
import { plusWeeks, weeksBetween } from "./weeks";

/** A form with a wish loosened, and the way to take just that back, whatever was typed since. */
export interface Relaxed {
  form: BriefForm;
  undo: (form: BriefForm) => BriefForm;
}

function withSeat(form: BriefForm, id: string, change: (seat: SeatForm) => SeatForm): BriefForm {
  return { ...form, seats: form.seats.map((seat) => (seat.id === id ? change(seat) : seat)) };
}

/** Changes some fields of a seat; taking it back restores those alone. */
function ofSeat(form: BriefForm, seat: SeatForm, change: Partial<SeatForm>): Relaxed {
  const before = Object.fromEntries(Object.keys(change).map((key) => [key, seat[key as keyof SeatForm]]));
  return {
    form: withSeat(form, seat.id, (it) => ({ ...it, ...change })),
    undo: (later) => withSeat(later, seat.id, (it) => ({ ...it, ...before })),
  };
}

function ofNeed(form: BriefForm, seat: SeatForm, skill: string, change: { level?: number; must?: boolean }): Relaxed {
  const before = seat.needs.find((need) => need.skill === skill);
  const put = (to: object) => (it: SeatForm) => ({
    ...it,
    needs: it.needs.map((need) => (need.skill === skill ? { ...need, ...to } : need)),
  });
  return {
    form: withSeat(form, seat.id, put(change)),
    undo: (later) => withSeat(later, seat.id, put({ level: before?.level ?? 3, must: before?.must ?? true })),
  };
}

/** Moves every seat alike, so that the earliest begins on that Monday. */
function moved(form: BriefForm, start: string): Relaxed {
  const first = form.seats.map(({ from }) => from).sort()[0] ?? start;
  const weeks = weeksBetween(first, start);
  const by = (count: number) => (later: BriefForm) => ({
    ...later,
    seats: later.seats.map((seat) => ({ ...seat, from: plusWeeks(seat.from, count) })),
  });
  return { form: by(weeks)(form), undo: by(-weeks) };
}

/** Loosens a wish as a quote says; nothing where the form has no such wish any more. */
export function relax(form: BriefForm, wish: Loosened, point = "."): Relaxed | null {
  const amount = (minor: number | null | undefined) => (minor == null ? "" : typedAmount(minor, form.currency, point));
  if (wish.wish === "budget") {
    const { budget } = form;
    return { form: { ...form, budget: amount(wish.to) }, undo: (later) => ({ ...later, budget }) };
  }
  if (wish.wish === "start" && !wish.seat) {
    return wish.start ? moved(form, wish.start) : null;
  }
  const seat = form.seats.find(({ id }) => id === wish.seat);
  if (!seat) {
    return null;
  }
  const name = wish.name ?? "";
  switch (wish.wish) {
    case "level":
      return wish.to == null ? null : ofNeed(form, seat, name, { level: wish.to });
    case "must":
      return ofNeed(form, seat, name, { must: false });
    case "hours":
      return wish.to == null ? null : ofSeat(form, seat, { hours: wish.to });
    case "weeks":
      return wish.to == null ? null : ofSeat(form, seat, { weeks: wish.to });
    case "start":
      return wish.start ? ofSeat(form, seat, { from: wish.start }) : null;
    case "rate_cap":
      return ofSeat(form, seat, { rateCap: amount(wish.to) });
    case "language":
      return ofSeat(form, seat, { languages: seat.languages.filter((language) => language !== name) });
    case "distance":
      return ofSeat(form, seat, wish.to == null ? { place: null, km: "" } : { km: wish.to });
  }
}
