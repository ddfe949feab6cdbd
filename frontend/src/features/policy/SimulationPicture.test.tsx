import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import type { PlayedYear, Policy, PolicyReport } from "@/api/generated";
import { speak, startI18n } from "@/i18n";
import { compared, lengthOf } from "./picture";
import { DEFAULT_POLICY } from "./policy.fixture";
import { SimulationPicture } from "./SimulationPicture";

beforeAll(async () => {
  await startI18n(["common", "policy"]);
  await speak("en");
});

const PROPOSED: Policy = { ...DEFAULT_POLICY, turn_cap: 150_000 };

function year(name: string, policy: Policy, never: number, kept: number | null): PlayedYear {
  return {
    name,
    policy,
    unproven: 0,
    clients: { posted: 400, without_a_team: 6, awarded: 358, quality_kept: kept, regret_p95: 30, hours_p50: 72 },
    opportunity: { eligible: 1875, gini: 670, never_offered: never, largest_deficit: 293 },
  };
}

const REPORT: PolicyReport = {
  format: "muster-policy-report/1",
  source: "made-up",
  members: 2000,
  kinds: 400,
  seed: 1,
  weeks: 52,
  arrivals: 400,
  declined: 15,
  unanswered: 5,
  years: [
    year("best", DEFAULT_POLICY, 314, 1000),
    year("default", DEFAULT_POLICY, 240, 990),
    year("even.json", PROPOSED, 60, 968),
  ],
};

test("what is in force stands beside what is proposed, whatever else was played", () => {
  const rows = compared(REPORT, PROPOSED);
  expect(rows.find(({ measure }) => measure === "neverOffered")).toMatchObject({ today: 240, proposed: 60 });
  expect(rows.find(({ measure }) => measure === "givenUp")).toMatchObject({ today: 10, proposed: 32 });
  expect(compared(REPORT, { ...PROPOSED, teams: 5 })).toEqual([]);
});

test("the longer bar of a measure fills the width, and none is drawn of nothing", () => {
  const [row] = compared(REPORT, PROPOSED);
  expect(row && [lengthOf(row.today, row), lengthOf(row.proposed, row)]).toEqual([100, 25]);
  const nothing = { measure: "gini", unit: "index", today: undefined, proposed: 0 } as const;
  expect([lengthOf(nothing.today, nothing), lengthOf(nothing.proposed, nothing)]).toEqual([0, 0]);
});

test("each measure tells both figures once, beside bars as long as they are", () => {
  render(
    <MantineProvider>
      <SimulationPicture report={REPORT} proposed={PROPOSED} />
    </MantineProvider>,
  );
  const measure = (name: RegExp) => screen.getByText(name).closest("li");
  const offered = measure(/never offered a seat/);
  expect(offered).toHaveTextContent(/In force24%Proposed6%$/);
  const lengths = [...(offered?.querySelectorAll<HTMLElement>("[style]") ?? [])].map(({ style }) => style.width);
  expect(lengths).toEqual(["100%", "25%"]);
  expect(measure(/Gini/)).toHaveTextContent("0.670");
  expect(measure(/one in a hundred/)).toHaveTextContent("–");
  expect(screen.getAllByText("24%")).toHaveLength(1);
});
