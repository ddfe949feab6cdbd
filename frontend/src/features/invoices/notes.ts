import type { InvoiceInFull } from "@/api/generated";

/** What a document says of its payment, by its kind and by whether another invoice follows it. */
export function termsOf({ kind, prepaid }: Pick<InvoiceInFull, "kind" | "prepaid">): "paid" | "replaced" | "refunded" {
  if (kind === "invoice") {
    return "paid";
  }
  return prepaid.amount === 0 ? "refunded" : "replaced";
}

/**
 * The number of the invoice of which this one says what remains, if it does. A document says so in English, whoever reads
 * it: this is taken apart, to be said in any language.
 */
export function replacedBy({ kind, notes }: Pick<InvoiceInFull, "kind" | "notes">): string | undefined {
  const found = notes.map((note) => /^This says what remains of invoice (\S+), which was credited\.$/.exec(note));
  return kind === "invoice" ? found.find((match) => match)?.[1] : undefined;
}

/** What somebody wrote on a document. What stands on an invoice is said elsewhere on its page. */
export function wordsOn({ kind, notes }: Pick<InvoiceInFull, "kind" | "notes">): string[] {
  return kind === "invoice" ? [] : notes;
}
