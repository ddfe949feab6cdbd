import type { Money, OwnProfile, OwnSkill, Profile } from "@/api/generated";

/** A profile while it is written: texts as they were typed. */
export interface ProfileDraft {
  headline: string;
  about: string;
  rate: string;
  currency: string;
  place: string | null;
  onsite: boolean;
  in_pool: boolean;
  takes_bids: boolean;
  languages: string[];
  skills: OwnSkill[];
}

/** What can be wrong with a profile. */
export type ProfileField = "headline" | "about" | "rate" | "place" | "languages" | "skills";

/** The profile of somebody who is none yet: nobody is in the pool before they say so. */
export const EMPTY: ProfileDraft = {
  headline: "",
  about: "",
  rate: "",
  currency: "EUR",
  place: null,
  onsite: false,
  in_pool: false,
  takes_bids: false,
  languages: [],
  skills: [],
};

const MOST_MINOR = 100_000_000;

function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** An amount as it is typed, with point or comma, in whole minor units; nothing where it is none. Never a float. */
export function toMinor(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [, whole, part = ""] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || part.length > digits) {
    return null;
  }
  return Number(whole + part.padEnd(digits, "0"));
}

/** Minor units as one would type them. */
export function typed({ amount, currency }: Money, separator: string): string {
  const digits = digitsOf(currency);
  const text = String(amount).padStart(digits + 1, "0");
  const [whole, part] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return Number(part) === 0 ? whole : `${whole}${separator}${part}`;
}

export function draftOf(profile: OwnProfile, separator: string): ProfileDraft {
  const { headline, about, rate, place, onsite, in_pool, takes_bids, languages, skills } = profile;
  return {
    headline,
    about,
    rate: typed(rate, separator),
    currency: rate.currency,
    place: place ?? null,
    onsite,
    in_pool,
    takes_bids,
    languages,
    skills,
  };
}

export function profileOf(draft: ProfileDraft): Profile {
  const { rate, currency, skills, headline, about, ...rest } = draft;
  return {
    ...rest,
    headline: headline.trim(),
    about: about.trim(),
    rate: { amount: toMinor(rate, currency) ?? 0, currency },
    skills: skills.map(({ skill, level }) => ({ skill, level })),
  };
}

/** What is wrong with a profile, before it is sent. */
export function wrongIn(draft: ProfileDraft): ProfileField[] {
  const rate = toMinor(draft.rate, draft.currency);
  const checks: [ProfileField, boolean][] = [
    ["headline", draft.headline.trim().length >= 1 && draft.headline.trim().length <= 120],
    ["about", draft.about.length <= 4000],
    ["rate", rate !== null && rate >= 1 && rate <= MOST_MINOR],
    ["languages", draft.languages.length <= 20],
    ["skills", draft.skills.length <= 100],
  ];
  return checks.filter(([, right]) => !right).map(([field]) => field);
}

/** Which field of the page the server means: it names `rate.amount` or `skills[2].level`. */
export function fieldOf(named: string): ProfileField | undefined {
  const [first = ""] = named.split(/[.[]/);
  return (["headline", "about", "rate", "place", "languages", "skills"] as const).find((field) => field === first);
}
