import { expect, test } from "vitest";
import { isAppCode, isCode, isRecoveryCode } from "./codes";

test("codes are taken however they are grouped", () => {
  expect(["081804", "081 804", " 081-804 "].map(isAppCode)).toEqual([true, true, true]);
  expect(["AB2D-EFGH-IJKL-MNOP-QRST-UVW7", "ab2defghijklmnopqrstuvw7"].map(isRecoveryCode)).toEqual([true, true]);
});

test("what no app shows and nobody was given is neither", () => {
  const neither = ["", "12345", "1234567", "12345a", "AB2D-EFGH-IJKL-MNOP-QRST", "1111-1111-1111-1111-1111-1111"];
  expect(neither.filter(isCode)).toEqual([]);
});
