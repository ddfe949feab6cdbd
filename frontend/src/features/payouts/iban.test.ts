import { expect, test } from "vitest";
import { compact, grouped, ibanState, isBic } from "./iban";

test("an account number is followed while it is typed", () => {
  expect(ibanState(" ")).toEqual({ is: "empty" });
  expect(ibanState("D")).toEqual({ is: "short", missing: 14 });
  expect(ibanState("de89 3704 0044 0532 0130")).toEqual({ is: "short", missing: 2 });
  expect(ibanState("DE89 3704 0044 0532 0130 00")).toEqual({ is: "right" });
  expect(ibanState("DE89 3704 0044 0532 0130 01")).toEqual({ is: "digits" });
  expect(ibanState("DE89 3704 0044 0532 0130 000")).toEqual({ is: "long", over: 1 });
  expect(ibanState("12")).toEqual({ is: "form" });
  expect(ibanState("DE89/3704")).toEqual({ is: "form" });
});

test("an account number is right when its check digits fit, however it is typed", () => {
  const is = (typed: string) => ibanState(typed).is;
  const right = ["AT61 1904 3002 3457 3201", "de89370400440532013000", "CZ65-0800-0000-1920-0014-5399"];
  expect(right.map(is)).toEqual(["right", "right", "right"]);
  expect(is("61 1904 3002 3457 3201 AT")).toBe("form");
  expect(compact("at61-1904 3002.3457 3201")).toBe("AT611904300234573201");
  expect(grouped("at483200000012345864")).toBe("AT48 3200 0000 1234 5864");
});

test("a BIC has eight or eleven signs, or is left out", () => {
  expect(["GIBACZPX", "gibaczpxxxx", "", " "].every(isBic)).toBe(true);
  expect(["GIBA", "GIBACZPX1", "12345678"].some(isBic)).toBe(false);
});
