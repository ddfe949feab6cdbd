import { describe, expect, test } from "vitest";
import { day, distance, grouped, instant, lastDay, list, money, names, withReferences } from "./format";

/** Intl writes no-break spaces, which a test had better not repeat. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  test.each([
    [123_456, "EUR", "en-GB", "€1,234.56"],
    [123_456, "EUR", "de-DE", "1.234,56 €"],
    [5, "CZK", "cs-CZ", "0,05 Kč"],
    [-123_456, "EUR", "en-GB", "\u2212€1,234.56"],
    [-123_456, "EUR", "de-DE", "\u22121.234,56 €"],
    [-5, "CZK", "cs-CZ", "\u22120,05 Kč"],
    [1_234, "JPY", "en-GB", "JP¥1,234"],
    [1_234, "KWD", "en-GB", "KWD 1.234"],
    [0, "EUR", "en-GB", "€0.00"],
  ])("%i of %s in %s is %s", (minor, currency, locale, written) => {
    expect(plain(money(minor, currency, locale))).toBe(written);
  });

  test("cents that are zero can be left out, and no others", () => {
    const short = (minor: number) => plain(money(minor, "EUR", "de-DE", "stripIfInteger"));
    expect([short(123_400), short(0), short(150)]).toEqual(["1.234 €", "0 €", "1,50 €"]);
  });

  test("every cent of a large amount is kept", () => {
    expect(money(Number.MAX_SAFE_INTEGER, "EUR", "en-GB")).toBe("€90,071,992,547,409.91");
  });
});

describe("days and moments", () => {
  test("a moment is told with its time zone", () => {
    expect(plain(instant("2026-11-02T16:00:00Z", "en-GB", "Europe/Vienna"))).toBe("2 Nov 2026, 17:00 CET");
  });

  test("a day is the same day everywhere", () => {
    expect(plain(day("2026-11-02", "de-DE"))).toBe("2. Nov. 2026");
  });

  test("a date stays on one line, and so does a time with its zone", () => {
    expect(day("2026-11-02", "cs-CZ")).toBe("2.\u00a011.\u00a02026");
    expect(day("2026-11-02", "en-GB")).toBe("2\u00a0Nov\u00a02026");
    const told = instant("2026-11-02T16:00:00Z", "en-GB", "Europe/Vienna");
    expect(told).toBe("2\u00a0Nov\u00a02026, 17:00\u00a0CET");
  });

  test("six weeks from a Monday end on a Sunday, over the end of a year and of summer time", () => {
    expect(lastDay("2026-12-14", 6)).toBe("2027-01-24");
    expect(lastDay("2026-10-19", 1)).toBe("2026-10-25");
    expect(lastDay("2026-12-07", 0)).toBe("2026-12-06");
  });

  test.each([
    ["2026-11-07T08:59:00Z", "in 5 days"],
    ["2026-11-02T11:00:00Z", "in 2 hours"],
    ["2026-11-02T09:00:10Z", "this minute"],
    ["2026-11-01T08:00:00Z", "yesterday"],
    ["2026-10-30T18:36:00Z", "3 days ago"],
    ["2026-10-31T00:30:00Z", "2 days ago"],
  ])("%s is %s", (iso, told) => {
    expect(distance(iso, Date.parse("2026-11-02T09:00:00Z"), "en-GB", "UTC")).toBe(told);
  });

  test("days are those of a time zone", () => {
    const now = Date.parse("2026-11-02T09:00:00Z");
    expect(distance("2026-10-30T23:30:00Z", now, "en-GB", "UTC")).toBe("3 days ago");
    expect(distance("2026-10-30T23:30:00Z", now, "en-GB", "Europe/Vienna")).toBe("2 days ago");
  });
});

test("languages and countries have names, and one without a name is told by its code", () => {
  expect(names(["de", "cs"], "language", "en-GB")).toEqual(["German", "Czech"]);
  expect(names(["AT", "ZZ"], "region", "de-DE")).toEqual(["Österreich", "Unbekannte Region"]);
  expect(names(["qqx"], "language", "en-GB")).toEqual(["qqx"]);
});

test("several things are one phrase", () => {
  expect(list(["English", "German", "Czech"], "en-GB")).toBe("English, German and Czech");
});

test("a reference is read in groups of four", () => {
  expect(grouped("RF66CKFJGRVQ")).toBe("RF66 CKFJ GRVQ");
});

test("in what somebody wrote on a transfer only the reference is grouped", () => {
  expect(withReferences("Invoice RF66CKFJGRVQ, thanks")).toBe("Invoice RF66 CKFJ GRVQ, thanks");
  expect(withReferences("RF66 CKFJ GRVQ for the cheese")).toBe("RF66 CKFJ GRVQ for the cheese");
});
