import { type BriefForm, freeId, MOST_SEATS, newSeat, type SeatForm } from "./form";

/** What can happen to a form. */
export type Action =
  | { type: "brief"; change: Partial<Omit<BriefForm, "seats">> }
  | { type: "seat"; id: string; change: Partial<SeatForm> }
  | { type: "add" }
  | { type: "duplicate"; id: string }
  | { type: "remove"; id: string }
  | { type: "move"; id: string; by: -1 | 1 }
  | { type: "all"; form: BriefForm };

/** The form after what happened. Seats that were not touched stay the same objects, so that only one is drawn anew. */
export function after(form: BriefForm, action: Action): BriefForm {
  const { seats } = form;
  switch (action.type) {
    case "brief":
      return { ...form, ...action.change };
    case "seat":
      return {
        ...form,
        seats: seats.map((seat) => (seat.id === action.id ? { ...seat, ...action.change } : seat)),
      };
    case "add":
      return seats.length < MOST_SEATS ? { ...form, seats: [...seats, newSeat(seats, new Date())] } : form;
    case "duplicate": {
      const place = seats.findIndex(({ id }) => id === action.id);
      const model = seats[place];
      return model && seats.length < MOST_SEATS
        ? { ...form, seats: seats.toSpliced(place + 1, 0, { ...model, id: freeId(seats) }) }
        : form;
    }
    case "remove":
      return { ...form, seats: seats.filter(({ id }) => id !== action.id) };
    case "move": {
      const place = seats.findIndex(({ id }) => id === action.id);
      const seat = seats[place];
      const to = place + action.by;
      return seat && to >= 0 && to < seats.length
        ? { ...form, seats: seats.toSpliced(place, 1).toSpliced(to, 0, seat) }
        : form;
    }
    case "all":
      return action.form;
  }
}
