import type { Dimension } from "@/api/generated";
import { isMonth, preset, type Span } from "./months";

/** What the rows of a report can be. */
export const DIMENSIONS = ["month", "quarter", "place", "category", "source"] as const satisfies Dimension[];

/** Which report the address asks for; what it leaves out is the last twelve months, by month. */
export interface ReportSearch {
  from?: string;
  to?: string;
  by?: Dimension;
}

/** Reads the address of a report. What cannot be is left out. */
export function reportSearch(search: Record<string, unknown>): ReportSearch {
  const { from, to } = search;
  const by = DIMENSIONS.find((dimension) => dimension === search.by);
  const hasSpan = isMonth(from) && isMonth(to) && from <= to;
  return { ...(hasSpan ? { from, to } : {}), ...(by ? { by } : {}) };
}

/** The report that is asked for, whole. */
export function asked({ from, to, by = "month" }: ReportSearch, now: string): Span & { by: Dimension } {
  const span = from && to ? { from, to } : preset("twelveMonths", now);
  return { ...span, by };
}
