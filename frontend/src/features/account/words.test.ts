import { expect, test } from "vitest";
import { beginning, CLIENT_KINDS, clock, isHeard, minuteOf, standing } from "./words";

test("a minute of the day and what a field of time writes are each other's way back", () => {
  for (const minute of [0, 480, 719, 1439]) {
    expect(minuteOf(clock(minute))).toBe(minute);
  }
  expect(clock(480)).toBe("08:00");
});

test.each(["", "8:00", "24:00", "10:60", "noon"])("%j is no time of the day", (text) => {
  expect(minuteOf(text)).toBeUndefined();
});

test("somebody is asked about what their hats hear of, and about everything as long as they have none", () => {
  expect(isHeard("crew", ["client"])).toBe(false);
  expect(isHeard("crew", ["client", "member"])).toBe(true);
  expect(isHeard("crew", [])).toBe(true);
  expect(CLIENT_KINDS).toContain("invoice");
  expect(CLIENT_KINDS).not.toContain("webhook");
});

test("the text of a notice stands alone", () => {
  expect(standing("the seat waits.")).toBe("The seat waits.");
  expect(standing("422 EUR came in.")).toBe("422 EUR came in.");
});

test("a notice begins with its first paragraph, and with all that this one announces", () => {
  const paid = "Pay by 5 December:\n\n– Amount: 6 EUR\n– Reference: RF32 KTWX BGHD";
  expect(beginning(`${paid}\n\nThe reference says what it is for.`)).toBe(paid);
  expect(beginning("The seat is yours.\n\nWork begins:\n\non Monday.")).toBe("The seat is yours.");
  expect(beginning("The seat is yours.")).toBe("The seat is yours.");
  expect(beginning("They write:")).toBe("They write:");
});
