/** A rate of basis points as people read it: 5 %, 7.5 %. Whole numbers in, and no float in between. */
export function percent(basisPoints: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const text = basisPoints.toString().padStart(5, "0");
  return format.format(`${text.slice(0, -4)}.${text.slice(-4)}` as Intl.StringNumericLiteral);
}
