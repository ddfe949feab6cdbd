import type { InvoiceHead, Money } from "@/api/generated";

/** An amount of a document as a list shows it: what a credit note gives back is below zero. */
export function listed(kind: InvoiceHead["kind"], { amount, currency }: Money): Money {
  return { amount: kind === "credit_note" && amount !== 0 ? -amount : amount, currency };
}
