import { expect, test } from "vitest";
import type { BidView } from "@/api/generated";
import { above, apart, differ, hoursOf, lastDayOf, seatsOf, shareOfBest, standing } from "./compare";

const eur = (amount: number) => ({ amount, currency: "EUR" });

function bid(id: string, score: number | null, fit: number, cohesion: number): BidView {
  const nothing = eur(0);
  return {
    id,
    state: "complete",
    origin: "formed",
    price: eur(1000),
    waterfall: {
      members: nothing,
      spaces: nothing,
      network: nothing,
      fee_tax: nothing,
      fund: nothing,
      price: nothing,
      tax_rate: 2000,
      tax: nothing,
      gross: nothing,
    },
    score,
    points: score === null ? null : { fit, proof: 0, turn: 0, thrift: 0, near: 0, cohesion },
    seats: [
      {
        seat: "front-1",
        title: "Front end",
        first_name: "Mia",
        hours: 16,
        from: "2026-11-30",
        weeks: 10,
        rate: eur(5100),
        amount: eur(816_000),
        reason: { fit, proof: 0, turn: 500, thrift: 0, near: 0, eligible: 3 },
      },
    ],
    record: { engagements: 0, seats: 0, together: 0 },
    seal: { lot: "00" },
  };
}

test("values differ where two are not the same, and a value that is missing is one of its own", () => {
  expect([differ([1, 1]), differ([1, 2]), differ([null, undefined]), differ([1, null]), differ([1])]).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
});

test("a price is told by how much it is above the lowest", () => {
  expect(above(120, [100, 120])).toEqual({ isLeast: false, more: 20 });
  expect(above(100, [100, 120])).toEqual({ isLeast: true, more: 0 });
  expect(above(100, [100, 100])).toBeNull();
});

test("scores and terms stand beside the best ones", () => {
  const bids = [bid("a", 200, 900, 100), bid("b", 157, 450, -5), bid("c", null, 0, 0)];
  expect(bids.map((one) => shareOfBest(one, bids))).toEqual([100, 78, null]);
  expect(bids.map((one) => standing(one, bids, "fit")?.word)).toEqual(["high", "middle", undefined]);
  expect(bids.map((one) => standing(one, bids, "cohesion")?.word)).toEqual(["high", "none", undefined]);
  expect(hoursOf(bid("a", 1, 1, 1))).toBe(160);
  expect(seatsOf(bids)).toEqual([{ seat: "front-1", title: "Front end" }]);
});

test("bids stand apart in a term by their words, or by bars of which one is clearly longer", () => {
  const fits = (...each: number[]) => {
    const bids = each.map((fit) => bid("a", 100, fit, 0));
    return apart(bids.map((one) => standing(one, bids, "fit")));
  };
  expect([fits(1000, 880), fits(1000, 950), fits(1000, 951), fits(800, 799), fits(900)]).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
  expect([apart([null, null]), apart([null, { length: 900, word: "high" }])]).toEqual([false, true]);
});

test("a bid ends on a Sunday", () => {
  expect(lastDayOf("2027-03-22")).toBe("2027-03-21");
});
