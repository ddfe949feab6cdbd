import { expect, test } from "vitest";
import { queue } from "./queue";

const dispute = (id: string, state: string, created_at: string, due_at?: string) =>
  ({ id, state, created_at, due_at }) as Parameters<typeof queue>[0][number];
const handover = (id: string, state: string, created_at: string) =>
  ({ id, state, created_at }) as Parameters<typeof queue>[1][number];

test("what waits for me comes by its deadline, then by its age; what is over stands nowhere", () => {
  const groups = queue(
    [
      dispute("late", "heard", "2026-11-03T00:00:00Z", "2026-11-20T00:00:00Z"),
      dispute("soon", "appealed", "2026-11-05T00:00:00Z", "2026-11-10T00:00:00Z"),
      dispute("over", "settled", "2026-11-01T00:00:00Z"),
    ],
    [
      handover("mine", "taken", "2026-11-01T00:00:00Z"),
      handover("free", "asked", "2026-11-02T00:00:00Z"),
      handover("done", "done", "2026-11-02T00:00:00Z"),
    ],
  );
  expect(groups.get("mine")?.map(({ id }) => id)).toEqual(["soon", "late", "mine"]);
  expect(groups.get("free")?.map(({ id }) => id)).toEqual(["free"]);
  expect(groups.get("others")).toEqual([]);
});
