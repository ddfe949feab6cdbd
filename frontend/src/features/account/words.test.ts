import { expect, test } from "vitest";
import { CLIENT_KINDS, clock, inFewLines, isHeard, minuteOf, standing } from "./words";

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

test("what a notice lists is read in one sentence where there is room for two lines", () => {
  const text = "Pay by 5 December:\n\n- Amount: 6 EUR\n- To: Muster\n\nThank you - soon.";
  expect(inFewLines(text)).toBe("Pay by 5 December: Amount: 6 EUR · To: Muster\n\nThank you - soon.");
});
