import { describe, expect, test } from "vitest";
import type { Document, Loosened } from "@/api/generated";
import { parseAmount, typedAmount } from "./amounts";
import { askable, type BriefForm, check, copyOf, freeId, newBrief, newNeed, newSeat, toDocument, toForm } from "./form";
import { relax } from "./relax";
import { mondayOf, plusWeeks, weeksBetween } from "./weeks";

const NOW = new Date("2026-11-22T10:00:00Z");

const SAVED: Document = {
  title: "A booking page",
  description: "Guests book by themselves.",
  category: "web",
  currency: "EUR",
  budget: 1_250_050,
  seats: [
    {
      id: "front-1",
      title: "Front end",
      skills: [
        { skill: "react", level: 4, weight: 9, must: true },
        { skill: "html-and-css", level: 3, weight: 3, must: false },
      ],
      hours: 16,
      from: "2026-12-07",
      weeks: 8,
      rate_cap: 9500,
      languages: ["de", "cs"],
      near: { place: "place_1", km: 50 },
    },
    {
      id: "back-2",
      title: "Back end",
      skills: [{ skill: "rust", level: 3, weight: 5, must: true }],
      hours: 20,
      from: "2026-12-14",
      weeks: 6,
      languages: [],
    },
  ],
};

describe("amounts", () => {
  test.each([
    ["12500", "EUR", 1_250_000],
    ["12.500", "EUR", 1_250_000],
    ["12,500.50", "EUR", 1_250_050],
    ["12 500,5", "EUR", 1_250_050],
    ["0,99", "EUR", 99],
    ["1'234", "CHF", 123_400],
    ["5000", "JPY", 5000],
    ["1.234", "KWD", 1234],
  ])("%s %s", (text, currency, minor) => expect(parseAmount(text, currency)).toBe(minor));

  test.each(["", "-5", "a lot", "1,2,3", "12.34.56", "1e9", "999999999999"])("%s is none", (text) =>
    expect(parseAmount(text, "EUR")).toBeNull(),
  );

  test("are written so that they are read as the same", () => {
    expect(typedAmount(1_250_000, "EUR")).toBe("12500");
    expect(typedAmount(950, "EUR", ",")).toBe("9,50");
    expect(typedAmount(7, "EUR")).toBe("0.07");
    for (const minor of [0, 7, 950, 99_999, 1_250_050]) {
      expect(parseAmount(typedAmount(minor, "EUR"), "EUR")).toBe(minor);
    }
  });
});

test("weeks begin on Mondays, in UTC", () => {
  expect(mondayOf(NOW)).toBe("2026-11-16");
  expect(mondayOf(new Date("2026-11-23T00:00:00Z"))).toBe("2026-11-23");
  expect(plusWeeks("2026-12-28", 1)).toBe("2027-01-04");
  expect(weeksBetween("2027-01-04", "2026-12-28")).toBe(-1);
});

test("a document survives the form unchanged", () => {
  expect(toDocument(toForm(SAVED))).toEqual(SAVED);
  expect(toDocument(toForm(SAVED, ","))).toEqual(SAVED);
  expect(check(toForm(SAVED), NOW)).toEqual([]);
});

test("a copy asks anew for the first weeks that are over, and for nothing else", () => {
  const later = new Date("2026-12-16T10:00:00Z");
  const copy = copyOf(SAVED, later, ",");
  const { seats, ...rest } = toForm(SAVED, ",");
  expect(copy).toEqual({ ...rest, seats: [{ ...seats[0], from: "" }, seats[1]] });
  expect(check(copy, later)).toEqual([{ field: "brief-front-1-from", flaw: "from", seat: 1 }]);
  expect(copyOf(SAVED, NOW)).toEqual(toForm(SAVED));
});

test("an empty form says what is missing, and where", () => {
  const flaws = check(newBrief("EUR", NOW), NOW).map(({ flaw, seat }) => [flaw, seat]);
  expect(flaws).toEqual([
    ["title", undefined],
    ["category", undefined],
    ["seatTitle", 1],
    ["needs", 1],
  ]);
});

test("a window must lie ahead, within the horizon", () => {
  const form = toForm(SAVED);
  const flaws = (from: string, weeks: number) =>
    check({ ...form, seats: form.seats.map((seat) => ({ ...seat, from, weeks })) }, NOW).map(({ flaw }) => flaw);
  expect(flaws("2026-11-09", 2)).toEqual(["from", "from"]);
  expect(flaws("2026-12-08", 2)).toEqual(["from", "from"]);
  expect(flaws("2026-11-16", 104)).toEqual([]);
  expect(flaws("2026-11-23", 104)).toEqual(["horizon", "horizon"]);
});

test("a quote is asked for the seats that are whole, and typing words asks nothing new", () => {
  const form = toForm(SAVED);
  const more = { ...form, seats: [...form.seats, newSeat(form.seats, NOW)] };
  const asked = askable(more, NOW);
  expect(asked.left).toBe(1);
  expect(asked.document?.seats.map(({ id }) => id)).toEqual(["front-1", "back-2"]);
  expect(askable({ ...more, title: "Another", description: "Words" }, NOW)).toEqual(asked);
  expect(askable(newBrief("EUR", NOW), NOW)).toEqual({ document: null, left: 1 });
});

test("seats have ids of their own", () => {
  expect(freeId([{ id: "seat-2" }])).toBe("seat-3");
  expect(freeId([])).toBe("seat-1");
});

test("the first skill of a seat is a must", () => {
  const first = newNeed("rust", []);
  expect(first.must).toBe(true);
  expect(newNeed("sql", [first]).must).toBe(false);
});

describe("a loosened wish", () => {
  const form = toForm(SAVED);
  const loosened = (wish: Partial<Loosened> & Pick<Loosened, "wish">): Loosened => ({ cost: 0, ...wish });
  const first = (of: BriefForm) => of.seats[0];

  test.each<[Loosened, (form: BriefForm) => unknown, unknown]>([
    [loosened({ wish: "level", seat: "front-1", name: "react", to: 2 }), (of) => first(of)?.needs[0]?.level, 2],
    [loosened({ wish: "must", seat: "front-1", name: "react" }), (of) => first(of)?.needs[0]?.must, false],
    [loosened({ wish: "hours", seat: "front-1", from: 16, to: 12 }), (of) => first(of)?.hours, 12],
    [loosened({ wish: "weeks", seat: "front-1", to: 5 }), (of) => first(of)?.weeks, 5],
    [loosened({ wish: "start", seat: "front-1", start: "2027-01-04" }), (of) => first(of)?.from, "2027-01-04"],
    [loosened({ wish: "rate_cap", seat: "front-1", to: 11_000 }), (of) => first(of)?.rateCap, "110"],
    [loosened({ wish: "rate_cap", seat: "front-1" }), (of) => first(of)?.rateCap, ""],
    [loosened({ wish: "language", seat: "front-1", name: "cs" }), (of) => first(of)?.languages, ["de"]],
    [loosened({ wish: "distance", seat: "front-1", to: 80 }), (of) => first(of)?.km, 80],
    [loosened({ wish: "distance", seat: "front-1" }), (of) => first(of)?.place, null],
    [loosened({ wish: "budget", to: 2_000_000 }), (of) => of.budget, "20000"],
    [
      loosened({ wish: "start", start: "2026-12-21" }),
      (of) => of.seats.map(({ from }) => from),
      ["2026-12-21", "2026-12-28"],
    ],
  ])("%j changes that and nothing else, and is taken back alone", (wish, read, value) => {
    const relaxed = relax(form, wish);
    expect(relaxed && read(relaxed.form)).toEqual(value);
    expect(relaxed?.undo(relaxed.form)).toEqual(form);
    const typed = relaxed && { ...relaxed.form, title: "Typed since" };
    expect(typed && relaxed.undo(typed)).toEqual({ ...form, title: "Typed since" });
  });

  test("of a seat that is gone changes nothing", () => {
    expect(relax(form, loosened({ wish: "hours", seat: "gone", to: 3 }))).toBeNull();
  });
});
