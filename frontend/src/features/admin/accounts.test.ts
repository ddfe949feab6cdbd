import { expect, test } from "vitest";
import { accountNamed, askedAccount, kindOf } from "./accounts";

test("an account of the network has a name, and what is owed to many has none", () => {
  expect(accountNamed("bank", "EUR")).toBe("bank");
  expect(accountNamed("exchange", "CZK")).toBe("exchange:CZK");
  expect(accountNamed("member", "EUR")).toBeUndefined();
});

test.each(["bank", "revenue:network", "exchange:JPY", `escrow:engagement_${"0".repeat(26)}`])(
  "%s can be asked for, and is of a kind",
  (account) => {
    expect(askedAccount(account)).toBe(account);
    expect(kindOf(account)).toBeDefined();
  },
);

test.each([`payable:member:member_${"0".repeat(26)}`, "till", "exchange:", 7, undefined])(
  "%s is nothing to ask for",
  (account) => {
    expect(askedAccount(account)).toBeUndefined();
  },
);
