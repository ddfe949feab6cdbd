/** Numbers of a document, which come as decimal texts and stay exact. */

import { trueMinus } from "@/lib/format";

/** A decimal number as the language writes it: `12.5` hours. */
export function decimal(text: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  return trueMinus(format.format(text as Intl.StringNumericLiteral));
}

/** A price in whole units of its currency, with as many digits as it has: `83.3333` euros. */
export function unitPrice(text: string, currency: string, locale: string): string {
  const has = text.split(".")[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  const options = { style: "currency", currency, maximumFractionDigits: Math.max(has, digits) } as const;
  return trueMinus(new Intl.NumberFormat(locale, options).format(text as Intl.StringNumericLiteral));
}
