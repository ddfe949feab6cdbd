import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import type { Audited } from "@/api/generated";
import { speak, startI18n } from "@/i18n";
import { AuditChanges } from "./AuditChanges";

beforeAll(async () => {
  await startI18n(["common", "audit", "policy", "admin", "payouts", "public", "space"]);
  await speak("en");
});

/** What is told of an act, line by line. */
function told(act: string, before: Audited["before"], after: Audited["after"]): string[] {
  const entry: Audited = { id: "audit_1", at: "2026-11-20T20:00:00Z", act, before, after };
  render(
    <MantineProvider>
      <AuditChanges entry={entry} />
    </MantineProvider>,
  );
  const lines = screen.getAllByRole("listitem", { hidden: true });
  return lines.map(({ textContent }) => (textContent ?? "").replaceAll("\u00a0", " "));
}

test("states and days are told in words", () => {
  expect(told("payout.settled", { state: "sent" }, { state: "settled", day: "2026-11-20" })).toEqual([
    "State: Sent to the bank → Paid",
    "Day: 20 Nov 2026",
  ]);
});

test("hats are told by their names, and none by nothing", () => {
  expect(told("hat.granted", { hats: [] }, { hats: ["member", "admin"] })).toEqual([
    "Hats: nothing → member and admin",
  ]);
});

test("amounts in the smallest units are told in their currency", () => {
  const made = { currency: "EUR", smallest_minor: 1000, payouts: 1234, total_minor: 123_456 };
  expect(told("payout-batch.made", null, made)).toEqual([
    "Currency: EUR",
    "Smallest amount: €10.00",
    "Payouts: 1,234",
    "Total: €1,234.56",
  ]);
});

test("rates are told in percent, with their bounds", () => {
  const next = { kind: "fund", basis_points: 150, from: "2027-01-01", bounds: [{ currency: "EUR", least: 250 }] };
  expect(told("terms.announced", { kind: "fund", basis_points: 100 }, next)).toEqual([
    "Kind: Mutual fund",
    "Rate: 1% → 1.5%",
    "From: 1 Jan 2027",
    "Bounds: at least €2.50 of each release",
  ]);
});

test("the rules of a policy have the names and units that they have on its page", () => {
  const policy = { turn_cap: 250_000, weights: { turn: 150 } };
  expect(told("policy.adopted", { policy }, { policy: { turn_cap: 150_000, weights: { turn: 250 } } })).toEqual([
    "Turn balance that counts at most: 250 hours → 150 hours",
    "Turn: 150 → 250",
  ]);
});

test("ids are code, and what has no words yet is told as the log has it", () => {
  const space = "space_01kv54pt00yspj5gc4jmakpg9w";
  expect(told("client.finder-set", { member: "x", later: 1 }, { space, later: { so: [1] } })).toEqual([
    `Space: ${space}`,
    "later.so: [1]",
    "Member: x → nothing",
    "later: 1 → nothing",
  ]);
  expect(screen.getByText(space, { selector: "code" })).toBeInTheDocument();
});

test("the entry itself is a step away", () => {
  told("stray.closed", { state: "open" }, { state: "closed" });
  expect(screen.getByText("The entry itself").closest("details")).toHaveTextContent('"act": "stray.closed"');
});
