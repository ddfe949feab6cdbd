/** Billing details as a form has them: texts, none of them missing. */
import type { BillingDetails } from "@/api/generated";

export const FIELDS = [
  "name",
  "street",
  "additional",
  "postcode",
  "city",
  "country",
  "vat_id",
  "registration",
  "reference",
  "email",
] as const;

export type Fields = Record<(typeof FIELDS)[number], string>;

/** A form without anything in it. */
export function blank(): Fields {
  return fieldsOf(null);
}

/** What was given, as a form shows it. */
export function fieldsOf(details: BillingDetails | null | undefined): Fields {
  const entries = FIELDS.map((name) => [name, details?.[name] ?? ""]);
  return Object.fromEntries(entries) as Fields;
}

/** In which fields two versions differ. */
export function different(mine: Fields, theirs: Fields): (keyof Fields)[] {
  return FIELDS.filter((name) => mine[name].trim() !== theirs[name].trim());
}

/** Countries whose own word for the identifier is known; another one is told in general. */
const VAT_ID_WORDS = ["AT", "CZ", "DE", "SK"] as const;

/** The name of the words for a VAT identifier of that country. */
export function vatIdWords(country: string) {
  return VAT_ID_WORDS.find((known) => known === country) ?? "other";
}
