import type { Dimension } from "@/api/generated";
import { trueMinus } from "@/lib/format";
import { monthName } from "./months";

/** The categories of work, by their keys (`GET /categories`). */
const CATEGORIES = [
  "web",
  "mobile",
  "software",
  "data",
  "apps",
  "cloud",
  "security",
  "hardware",
  "design",
  "media",
  "marketing",
  "writing",
  "languages",
  "business",
  "finance",
  "law",
  "people",
  "office",
  "research",
  "events",
  "energy",
  "crafts",
  "general",
] as const;

/** A category of work that the catalogue has a word for; nothing where a network has one of its own. */
export function categoryKey(key: string): (typeof CATEGORIES)[number] | undefined {
  return CATEGORIES.find((known) => known === key);
}

/** What names a row: a key of the catalogue, or a text that is the same in every language. */
export type RowName =
  | { word: "row.other" | "row.remote" | "row.space" | "row.network" | `category.${(typeof CATEGORIES)[number]}` }
  | { word: "row.quarter"; number: string; year: string }
  | { text: string };

/** How a row of a report is called. The API's own label is English, and stands only where nothing better is known. */
export function rowName(by: Dimension, { key, label }: { key: string; label: string }, locale: string): RowName {
  if (key === "other") {
    return { word: "row.other" };
  }
  switch (by) {
    case "month":
      return { text: monthName(key, locale) };
    case "quarter":
      return { word: "row.quarter", number: key.slice(6), year: key.slice(0, 4) };
    case "place":
      return key === "remote" ? { word: "row.remote" } : { text: label };
    case "category": {
      const known = categoryKey(key);
      return known ? { word: `category.${known}` } : { text: label };
    }
    case "source":
      return key === "space" || key === "network" ? { word: `row.${key}` } : { text: label };
  }
}

/** A change in basis points as a percentage with its sign. */
export function change(basisPoints: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "percent",
    signDisplay: "exceptZero",
    maximumFractionDigits: 1,
  });
  return trueMinus(format.format(basisPoints / 10_000));
}

/** A name as it can stand in the name of a file. */
export function fileName(text: string): string {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "space";
}
