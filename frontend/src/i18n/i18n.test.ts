import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spokenIn } from "../../scripts/pages";
import { LANGUAGES, type Language, preferred, tied } from "./index";

const FILES = import.meta.glob<object>("./*/*.json", { eager: true, import: "default" });

/** Everything that a language says, by the part of the pages. */
function catalogue(language: Language): object {
  const own = Object.entries(FILES).filter(([path]) => path.startsWith(`./${language}/`));
  return Object.fromEntries(own.map(([path, texts]) => [path.slice(5, -5), texts]));
}

const CATALOGUES = { en: catalogue("en"), de: catalogue("de"), cs: catalogue("cs") };
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text of a catalogue, by its key. */
function texts(part: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(part).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...texts(value, `${prefix}${key}.`)],
    ),
  );
}

/** The keys of a catalogue, those of a plural once. */
function keys(catalogue: object): string[] {
  return [...new Set([...texts(catalogue).keys()].map((key) => key.replace(PLURAL, "_")))].sort();
}

/** What stands in braces in a text. */
function blanks(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map(([, name]) => name ?? "").sort();
}

test.each(LANGUAGES)("%s has a text for every key, and none besides", (language) => {
  expect(keys(CATALOGUES[language])).toEqual(keys(CATALOGUES.en));
});

test.each(LANGUAGES)("%s has every plural form that its grammar knows", (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
  const found = texts(CATALOGUES[language]);
  for (const key of keys(CATALOGUES[language]).filter((each) => each.endsWith("_"))) {
    const present = [...found.keys()].filter((each) => each.replace(PLURAL, "_") === key);
    expect(present.map((each) => each.slice(key.length)).sort(), key).toEqual(forms);
  }
});

test.each(LANGUAGES)("%s fills in the same blanks as English, and leaves no text empty", (language) => {
  const english = texts(CATALOGUES.en);
  for (const [key, text] of texts(CATALOGUES[language])) {
    const model = english.get(key) ?? english.get(key.replace(PLURAL, "_other")) ?? "";
    expect(blanks(text), key).toEqual(blanks(model));
    expect(text.trim(), key).not.toBe("");
  }
});

const read = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8"));
const wordsOf = (text: string) => text.match(/[A-Za-z0-9]+/g) ?? [];

/** What the pages are written in, but for what is generated. */
const PAGES = read("src", /(?<!\.d|\.gen|\.test)\.tsx?$/);
/** Whatever the pages, the API or the server have a name for may be filled in where a key is put together. */
const FILLS = new Set(
  [...PAGES, ...read("src/api/generated", /types\.gen\.ts$/), ...read("../src", /\.rs$/)].flatMap(wordsOf),
);

/** The keys that a page says, each with its part: `bank:holder`. A star stands for what is filled in. */
function saidIn(page: string): string[] {
  const spoken = spokenIn(page);
  // Who names no part is handed the words of any.
  const parts = spoken.length > 0 ? spoken : Object.keys(CATALOGUES.en);
  const whole = [...page.matchAll(/"([\w.:-]+)"/g)];
  const made = [...page.matchAll(/`((?:[\w.:-]|\$\{[^{}`]*\})+)`/g)];
  const said = [...whole, ...made].map(([, word]) => word?.replaceAll(/\$\{.*?\}/g, "*") ?? "");
  const named = [...new Set(said)].filter((word) => /[a-z]/i.test(word));
  return named.flatMap((key) => (key.includes(":") ? [key] : parts.map((part) => `${part}:${key}`)));
}

const SAID = new Set(PAGES.flatMap(saidIn));

/** Those of some keys of a part that no page says. */
function unsaid(part: string, asked: string[]): string[] {
  const made = [...SAID].filter((key) => key.startsWith(`${part}:`) && key.includes("*"));
  // What is filled in at the beginning is one word; later it may be several, with dots between them.
  const open = made.map((key) => key.replaceAll(".", "\\.").replace(":*", ":([^.]+)").replaceAll("*", "(.+)"));
  const patterns = open.map((pattern) => new RegExp(`^${pattern}$`));
  const isMade = (key: string) =>
    patterns.some((pattern) => {
      const filled = pattern.exec(key)?.slice(1) ?? [];
      return filled.length > 0 && filled.flatMap(wordsOf).every((word) => FILLS.has(word));
    });
  return asked.filter((key) => !SAID.has(`${part}:${key}`) && !isMade(`${part}:${key}`));
}

test("every text is said by some page", () => {
  const left = Object.entries(CATALOGUES.en).map(([part, own]) => {
    const asked = keys(own).map((key) => key.replace(/_$/, ""));
    return { part, keys: unsaid(part, asked) };
  });
  expect(left.length).toBeGreaterThan(30);
  expect(left.filter(({ keys }) => keys.length > 0)).toEqual([]);
});

test("a key that nobody says is found, however alike another begins", () => {
  expect(unsaid("common", ["landing.clients", "landing.clientsText", "nobodySaysThis"])).toEqual([
    "landing.clientsText",
    "nobodySaysThis",
  ]);
  expect(unsaid("steward", ["desk.groups.mine", "desk.title"])).toEqual([]);
  expect(unsaid("space", ["bank.title", "bank.bicHint"])).toEqual(["bank.bicHint"]);
});

test("the language is the chosen one, else the first wish that Muster speaks, else English", () => {
  expect(preferred("cs", ["de-AT"])).toBe("cs");
  expect(preferred("tlh", ["fr", "de-AT", "cs"])).toBe("de");
  expect(preferred(null, ["fr"])).toBe("en");
});

test("in Czech, a word of one letter stays with the next", () => {
  const catalogue = { part: { text: "V Praze i v Brně, a {{count}} z nich" } };
  expect(tied(catalogue, "cs")).toEqual({
    part: { text: "V\u00a0Praze i\u00a0v\u00a0Brně, a\u00a0{{count}} z\u00a0nich" },
  });
  expect(tied(catalogue, "de")).toEqual(catalogue);
});

test("a number stays with its unit, and not with the next word", () => {
  const catalogue = {
    sum: "{{sum}} % von 100 %, bis 32 MiB",
    of: "Nr. {{number}}, {{km}} km, 12 {{kind}}",
    few: "3 hodiny",
  };
  expect(tied(catalogue, "de")).toEqual({
    sum: "{{sum}}\u00a0% von 100\u00a0%, bis 32\u00a0MiB",
    of: "Nr.\u00a0{{number}}, {{km}}\u00a0km, 12 {{kind}}",
    few: "3 hodiny",
  });
});

test("the hyphen of an e-mail ends no line, one behind it may", () => {
  const catalogue = { "e-key": "Ihre E-Mail-Adresse, im Vorschau-Mailfach", other: "i e-mailem" };
  expect(tied(catalogue, "de")).toEqual({
    "e-key": "Ihre E-\u2060Mail-Adresse, im Vorschau-Mailfach",
    other: "i e-\u2060mailem",
  });
});
