import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import type { Policy } from "@/api/generated";
import { speak, startI18n } from "@/i18n";
import { ChangedRules } from "./ChangedRules";
import { DEFAULT_POLICY } from "./policy.fixture";

beforeAll(async () => {
  await startI18n(["common", "policy"]);
  await speak("en");
});

function show(then: Policy) {
  render(
    <MantineProvider>
      <ChangedRules now={DEFAULT_POLICY} then={then} />
    </MantineProvider>,
  );
}

test("every rule that differs is told, weights and others, each in its unit", () => {
  show({ ...DEFAULT_POLICY, weights: { ...DEFAULT_POLICY.weights, turn: 250 }, turn_cap: 150_000 });
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "Turn: 150 → 250",
    "Turn balance that counts at most: 250 hours → 150 hours",
  ]);
});

test("of two policies that say the same no rule is told", () => {
  show(DEFAULT_POLICY);
  expect(screen.queryByRole("listitem")).toBeNull();
  expect(screen.getByText("the same")).toBeInTheDocument();
});
