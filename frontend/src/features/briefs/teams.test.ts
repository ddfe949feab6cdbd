import { expect, test } from "vitest";
import type { RunView } from "@/api/generated";
import { fitOf, hiddenFor, sharesOf, together } from "./teams";

const seat = (fit: number) => ({ points: { fit, proof: 0, turn: 0, thrift: 0, near: 0 } });

test("a team meets the skills of its seats on average, and nothing is said of points that are kept back", () => {
  expect(fitOf([seat(1000), seat(744)])).toBe(87);
  expect(fitOf([{ points: null }, {}])).toBeNull();
});

test("scores are told in percent of the best, where there are others and all are known", () => {
  expect(sharesOf([{ score: 4_180_000 }, { score: 3_834_000 }])).toEqual([100, 91]);
  expect(sharesOf([{ score: 4_180_000 }, { score: 4_170_000 }])).toEqual([100, 99]);
  expect(sharesOf([{ score: 4_180_000 }])).toBeNull();
  expect(sharesOf([{ score: 4_180_000 }, { score: null }])).toBeNull();
});

function run(id: string, created_at: string, sought: string[], eligible = 15): RunView {
  const seats = [
    { seat: "data", eligible: { exactly: eligible } },
    { seat: "training", eligible: { fewer_than: 3 } },
  ];
  return {
    receipt: {
      run: id,
      brief: "brief_00000000000000000000000000",
      revision: 1,
      kind: sought.length > 0 ? "repair" : "form",
      created_at,
      policy: 1,
      engine: "1",
      brief_hash: "",
      pool_hash: "",
      result_hash: "",
    },
    proven: true,
    sought,
    kept: [],
    teams: [{ cost: 1000, seats }],
    why: null,
  };
}

test("points are kept back for those who keep their seats, unless few may take another one", () => {
  const { seats } = run("a", "2026-10-29T22:28:05Z", ["data"]).teams[0] ?? { seats: [] };
  expect(hiddenFor(seats, ["training"])).toBe("kept");
  expect(hiddenFor(seats, ["data"])).toBe("few");
  expect(hiddenFor(seats, [])).toBe("few");
});

test("runs that fill the same seats of several teams in one minute are told together, and no others", () => {
  const runs = [
    run("e", "2026-10-29T22:30:00Z", ["data"]),
    run("d", "2026-10-29T22:28:40Z", ["data"]),
    run("c", "2026-10-29T22:28:12Z", ["data"]),
    run("b", "2026-10-29T22:28:10Z", ["data"], 16),
    run("a", "2026-10-29T22:28:05Z", ["training"]),
    run("2", "2026-10-28T22:28:01Z", []),
    run("1", "2026-10-28T22:28:00Z", []),
  ];
  const told = together(runs).map((alike) => alike.map(({ receipt }) => receipt.run).join(""));
  expect(told).toEqual(["e", "dc", "b", "a", "2", "1"]);
});
