import type { AccountKind } from "@/api/generated";

/** The accounts of the network's own, as the book names them. */
const NAMED: Partial<Record<AccountKind, string>> = {
  bank: "bank",
  transit: "transit",
  tax: "tax",
  network: "revenue:network",
  fund: "fund:mutual",
};

/** The kinds of which the network has one account. */
export const NETWORK_KINDS = ["bank", "transit", "tax", "network", "fund"] as const;

/** The one account of a kind in a currency, as the book names it; nothing where there are many, each somebody's own. */
export function accountNamed(kind: AccountKind, currency: string): string | undefined {
  return kind === "exchange" ? `exchange:${currency}` : NAMED[kind];
}

/** An account that the book may be asked about, or nothing: what members and spaces hold is told to themselves. */
export function askedAccount(asked: unknown): string | undefined {
  const isOpen = /^(bank|transit|tax|revenue:network|fund:mutual|exchange:[A-Z]{3}|escrow:engagement_[0-9a-z]{26})$/;
  return typeof asked === "string" && isOpen.test(asked) ? asked : undefined;
}

/** What an account is for, and in which currency where it is that of one. */
export function kindOf(account: string): { kind: AccountKind; currency?: string } | undefined {
  const [begin = "", rest] = account.split(":");
  if (begin === "exchange" && rest) {
    return { kind: "exchange", currency: rest };
  }
  if (begin === "escrow") {
    return { kind: "escrow" };
  }
  const kind = NETWORK_KINDS.find((each) => NAMED[each] === account);
  return kind && { kind };
}
