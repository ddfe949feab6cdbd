import { expect, test } from "vitest";
import { events } from "./live";

test("events are told by their names once they are whole", () => {
  const first = events('retry: 3000\n\nevent: told\ndata: {"event":"bid.awarded"}\n\n:\n\nevent: mis');
  expect(first).toEqual({ names: ["told"], rest: "event: mis" });
  expect(events(`${first.rest}sed\ndata: {}\n\n`)).toEqual({ names: ["missed"], rest: "" });
});
