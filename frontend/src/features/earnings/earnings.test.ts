import { expect, test } from "vitest";
import type { ExplainedPart, Movement, Payee, Proof } from "@/api/generated";
import { isEarned, type Line, withHeld } from "./held";
import { readMemo } from "./memo";
import { check } from "./proof";
import { byRate, bySeat, reason, steps, whole } from "./split";

const PROOF: Proof = {
  leaf: {
    statement: 14,
    position: 0,
    entry: "entry_01kz1ftbc0ycc63wzqmvryt2g3",
    line: 13,
    day: "2026-08-02",
    amount: { amount: 116960, currency: "EUR" },
    salt: "4720689c31c2ba6640e10463c5775724",
  },
  lines: 2,
  path: ["7714396604119e384e2f392cfa7a591287438ee33c6a36d760495aac46aab3f6"],
  root: "94cd72abd98157bca482cd2814244b4119544b4a79754f9235c61c2f86b5623e",
};

test("a proof that the server issued holds, and none that was touched does", async () => {
  expect((await check(PROOF)).holds).toBe(true);
  const dearer = { ...PROOF, leaf: { ...PROOF.leaf, amount: { amount: 116961, currency: "EUR" } } };
  expect((await check(dearer)).holds).toBe(false);
  expect((await check({ ...PROOF, leaf: { ...PROOF.leaf, position: 1 } })).holds).toBe(false);
  expect(await check({ ...PROOF, path: [] })).toMatchObject({ root: null, holds: false });
  expect(await check({ ...PROOF, path: [...PROOF.path, PROOF.root] })).toMatchObject({ root: null, holds: false });
});

test("the book's notes are read as what happened and to which milestone", () => {
  expect(readMemo("Released: Weeks 1 to 4")).toEqual({ happening: "released", milestone: "Weeks 1 to 4" });
  expect(readMemo("Refunded after a dispute: x: y")).toEqual({ happening: "refundedAfterDispute", milestone: "x: y" });
  expect(readMemo("For bringing a client")).toEqual({ happening: "brought", milestone: "" });
  expect(readMemo("Twice clicked")).toBeNull();
});

test("each line leaves what was held then, and the oldest began with nothing", () => {
  const line = (movement: Movement, amount: number, currency: string): Line => ({
    entry: `entry_${amount}`,
    posted_at: "2026-11-02T09:00:00Z",
    movement,
    memo: "",
    amount: { amount, currency },
  });
  const lines = [
    line("release", 30_010, "EUR"),
    line("payout", -90_000, "CZK"),
    line("payout", -432_640, "EUR"),
    line("release", 90_000, "CZK"),
    line("release", 432_640, "EUR"),
  ];
  const now = [
    { amount: 0, currency: "CZK" },
    { amount: 30_010, currency: "EUR" },
  ];
  expect(withHeld(lines, now).map(({ held }) => held)).toEqual([30_010, 0, 0, 90_000, 432_640]);
  expect(lines.map(isEarned)).toEqual([true, false, false, true, true]);
});

const part = (payee: Payee, points: number, base: number, amount: number, of: Payee | null = null): ExplainedPart => ({
  seat: "s",
  seat_title: "Surveyor",
  payee,
  of,
  basis_points: points,
  base: { amount: base, currency: "EUR" },
  amount: { amount, currency: "EUR" },
  why: "",
});
const PARTS = [
  part("member", 8800, 192010, 168969),
  part("space", 400, 192010, 7680),
  part("network", 700, 192010, 11425),
  part("fund", 100, 192010, 1920),
  part("finder", 1500, 13441, 2016, "network"),
];

test("a payment falls down to what the member keeps", () => {
  const [seat] = bySeat(PARTS);
  expect(seat?.base).toBe(192010);
  const down = seat ? steps(seat) : [];
  expect(down).toHaveLength(4);
  expect(down.at(-1)?.from).toBeCloseTo(168969 / 192010);
});

test("a fee is whole with the finder's share of it, and each part has its sentence", () => {
  const [own, , network, , finder] = PARTS;
  expect(network && whole(network, PARTS)).toBe(13441);
  expect(network && byRate(network)).toBe(13441);
  expect([own, network, finder].map((each) => each && reason(each))).toEqual(["keep", "rate", "finder"]);
  expect(reason(part("space", 400, -57600, -2304))).toBe("back");
});
