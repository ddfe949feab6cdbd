import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import admin from "./en/admin.json";
import common from "./en/common.json";
import organisation from "./en/organisation.json";
import payouts from "./en/payouts.json";
import words from "./en/problems.json";
import provider from "./en/provider.json";
import { speak, startI18n } from "./index";
import { EVERYWHERE, toldIn } from "./problems";

const SERVER = "../src";

/** What can be met on the pages of one part alone may have its words there. */
const OF_PARTS = [admin, organisation, payouts, provider].flatMap(({ problems }) => Object.keys(problems));

/** All that the server is written in, as one text. */
const source = readdirSync(SERVER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".rs"))
  .map((file) => readFileSync(join(SERVER, file), "utf8"))
  .join("\n");

/** What stands in the first brackets of a pattern, wherever it is found. */
const found = (pattern: RegExp, text = source) => [...text.matchAll(pattern)].map(([, part]) => part ?? "");

/** The codes of refusals that the state of things brings about: each stands where its sentence is made, some by a name. */
const names = new Set(found(/\bconflict\(\s*(?:\w+::)*([A-Z][A-Z_]+)\b/g));
const conflicts = [
  ...found(/\bconflict\(\s*"([a-z-]+)"/g),
  ...[...names].flatMap((name) => found(new RegExp(`const ${name}: &str = "([a-z-]+)"`, "g"))),
];

/** Those that go with a status, whatever the request was. */
const general = found(/StatusCode::[A-Z_]+, "([a-z-]+)"/g, readFileSync(join(SERVER, "http/problem.rs"), "utf8"));
const codes = new Set([...conflicts, ...general]);

test("every problem of the server has words", () => {
  expect(general).toContain("not-found");
  expect(conflicts).toContain("hours-taken");
  expect(codes.size).toBeGreaterThan(140);
  const known = new Set([...Object.keys(common.problems), ...OF_PARTS, ...Object.keys(words)]);
  expect([...codes].filter((code) => !known.has(code))).toEqual([]);
});

test("no words are kept for a problem that the server does not have", () => {
  expect([...Object.keys(words), ...OF_PARTS].filter((code) => !codes.has(code))).toEqual([]);
});

test("a part says what it has words for, and leaves all else to others", async () => {
  await startI18n(["common", "admin"]);
  await speak("en");
  expect(toldIn("admin")({ code: "last-admin" })).toBe(admin.problems["last-admin"]);
  expect(toldIn("admin")({ code: "not-found" })).toBeUndefined();
});

test("what comes with every page is told there", () => {
  expect(Object.keys(common.problems).sort()).toEqual([...EVERYWHERE, "other"].sort());
});
