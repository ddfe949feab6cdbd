import type { Dimension } from "@/api/generated";
import { isMonth, preset, type Span } from "./months";

/** What the rows of a report can be. */
export const DIMENSIONS = ["month", "quarter", "place", "category", "source"] as const satisfies Dimension[];

/** What a report is narrowed to; of all work without either. */
export interface Narrowed {
  /** A place's id, or `remote` for work without one. */
  place?: string;
  /** A category's key. */
  category?: string;
}

/** Which report the address asks for; what it leaves out is the last twelve months, by month, of all work. */
export interface ReportSearch extends Narrowed {
  from?: string;
  to?: string;
  by?: Dimension;
}

/** A report that is asked for, whole. */
export interface Asked extends Span, Narrowed {
  by: Dimension;
}

/** Reads the address of a report. What cannot be is left out. */
export function reportSearch(search: Record<string, unknown>): ReportSearch {
  const { from, to, place, category } = search;
  const by = DIMENSIONS.find((dimension) => dimension === search.by);
  const hasSpan = isMonth(from) && isMonth(to) && from <= to;
  return {
    ...(hasSpan ? { from, to } : {}),
    ...(by ? { by } : {}),
    ...(isText(place, /^(remote|place_[0-9a-z]{26})$/) ? { place } : {}),
    ...(isText(category, /^[a-z][a-z-]{0,39}$/) ? { category } : {}),
  };
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

/** The report that is asked for. */
export function asked({ from, to, by = "month", ...narrowed }: ReportSearch, now: string): Asked {
  const span = from && to ? { from, to } : preset("twelveMonths", now);
  return { ...span, by, ...narrowed };
}
