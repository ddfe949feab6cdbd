import { expect, test } from "vitest";
import type { BidView, Waterfall } from "@/api/generated";
import { longest, PARTS, STEPS, stepOf } from "./waterfall";

const eur = (amount: number) => ({ amount, currency: "EUR" });

/** A price of 1 000, of which the members keep so much, with a fifth of tax on top. */
function waterfall(members: number): Waterfall {
  const spaces = 80;
  const network = 60;
  const fee_tax = 12;
  return {
    members: eur(members),
    spaces: eur(spaces),
    network: eur(network),
    fee_tax: eur(fee_tax),
    fund: eur(1000 - members - spaces - network - fee_tax),
    price: eur(1000),
    tax_rate: 2000,
    tax: eur(200),
    gross: eur(1200),
  };
}

test("each part begins where the one before it ends, and the last one ends at the price", () => {
  const own = waterfall(823);
  const steps = PARTS.map((part) => stepOf(own, part, 1200));
  expect(steps[0]?.from).toBe(0);
  expect(steps.slice(1).map(({ from }) => from)).toEqual(steps.slice(0, -1).map(({ to }) => to));
  expect(steps.at(-1)?.to).toBe(stepOf(own, "price", 1200).to);
});

test("the tax stands on the price and ends at what is paid", () => {
  const own = waterfall(800);
  expect(STEPS.slice(-3).map((name) => stepOf(own, name, 2400))).toEqual([
    { from: 0, to: 416 },
    { from: 416, to: 500 },
    { from: 0, to: 500 },
  ]);
});

test("the longest bar is the dearest bid, and nothing has no length", () => {
  const bids = [1200, 2400].map((gross) => ({ waterfall: { ...waterfall(800), gross: eur(gross) } }) as BidView);
  expect(longest(bids)).toBe(2400);
  expect(longest([])).toBe(0);
  expect(stepOf(waterfall(800), "gross", 0)).toEqual({ from: 0, to: 0 });
});
