import { expect, test } from "vitest";
import type { BriefState } from "@/api/generated";
import { stepsOf } from "./steps";

const AT = {
  created_at: "2026-11-01T08:00:00Z",
  posted_at: "2026-11-02T08:00:00Z",
  deadline_at: "2026-11-09T08:00:00Z",
};

test.each<[BriefState, string]>([
  ["draft", "draft:now posted:ahead deadline:ahead decided:ahead awarded:ahead"],
  ["posted", "draft:done posted:now deadline:ahead decided:ahead awarded:ahead"],
  ["decided", "draft:done posted:done deadline:done decided:now awarded:ahead"],
  ["awarded", "draft:done posted:done deadline:done decided:done awarded:done"],
  ["withdrawn", "draft:done posted:done withdrawn:ended"],
  ["lapsed", "draft:done posted:done deadline:done lapsed:ended"],
])("a brief that is %s", (state, way) => {
  const steps = stepsOf({ ...AT, state });
  expect(steps.map(({ step, stand }) => `${step}:${stand}`).join(" ")).toBe(way);
});

test("a brief that is awarded says when that was decided, and one that is not says nothing yet", () => {
  const award = { engagement: "engagement_00000000000000000000000000", at: "2026-11-10T08:00:00Z" };
  const last = (brief: Parameters<typeof stepsOf>[0]) => stepsOf(brief).slice(-2);
  expect(last({ ...AT, state: "awarded", award }).map(({ at }) => at)).toEqual([award.at, award.at]);
  expect(last({ ...AT, state: "decided" }).map(({ at }) => at)).toEqual([undefined, undefined]);
});
