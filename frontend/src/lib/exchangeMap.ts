import type { Language } from "@/i18n";

/** The picture of the exchange between places, with its words in that language. Alone in a window it has its full size. */
export function exchangeMap(language: Language): string {
  return `/api/v1/connections/map.svg?lang=${language}`;
}
