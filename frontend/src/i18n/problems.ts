import i18next from "i18next";
import type { KnownProblem } from "@/api/problem";
import { fetchAhead } from "@/app/newVersion";
import type words from "./en/problems.json";

/** What anybody may meet, before anything else is there: its words come with every page. */
export const EVERYWHERE = [
  "offline",
  "busy",
  "database-away",
  "internal",
  "unauthenticated",
  "forbidden",
  "not-found",
  "invalid",
  "unverified",
  "token-spent",
  "has-client",
  "too-many",
] as const;

/** Fetches the words of all other problems, with which no page comes. Where that fails, they are done without. */
export async function fetchProblemWords(): Promise<void> {
  if (!i18next.hasLoadedNamespace("problems")) {
    await fetchAhead(i18next.loadNamespaces("problems"));
  }
}

/** Waits until a problem can be told, which most can at once. */
export async function untilTold({ code }: KnownProblem): Promise<void> {
  if (!EVERYWHERE.some((each) => each === code)) {
    await fetchProblemWords();
  }
}

/** What a problem means in the language of the page; nothing where there are no words for it, or they are not there yet. */
export function problemWords(code: string): string | undefined {
  const common = EVERYWHERE.find((each) => each === code);
  if (common) {
    return i18next.getFixedT(null, "common")(`problems.${common}`);
  }
  return i18next.exists(`problems:${code}`)
    ? i18next.getFixedT(null, "problems")(code as keyof typeof words)
    : undefined;
}

/** Says what a refusal means that only the pages of one part can meet, in the words of that part, which come with them. */
export function toldIn(part: "admin" | "organisation" | "payouts" | "provider") {
  return ({ code }: Pick<KnownProblem, "code">): string | undefined =>
    i18next.getResource(i18next.language, part, `problems.${code}`);
}
