import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Hat } from "@/api/generated";
import { NAVIGATION } from "@/app/navigation";
import { deafen, fits, LOOKS, type Look, speaks, usable, Visitor, wear, whole } from "./support/look";
import { PLANS, type Round, refused } from "./support/pages";
import { enter, expect, test } from "./support/test";

/** What may be missing in the order of things: an offer that was not made, a certificate that is not there yet. */
const ORDINARY = /status of 404 .*\/(offer|certificate)$/;
const LOCALES = { en: "en-GB", de: "de-DE", cs: "cs-CZ" };

test.describe.configure({ mode: "parallel" });

test.beforeEach(({ page }) => deafen(page));

/** Goes to each page once, and looks at it in every look. */
async function sweep(page: Page, language: string, rounds: Round[]): Promise<void> {
  const visitor = new Visitor(page);
  for (const { who, stops } of rounds) {
    if (who) {
      await enter(page, who, "/");
      await visitor.rest();
    }
    for (const { name, path, act } of stops) {
      await test.step(name, async () => {
        await wear(page, "light");
        await visitor.go(path);
        if (act) {
          await act(page);
          await visitor.rest();
        }
        await speaks(page, language);
        for (const look of Object.keys(LOOKS) as Look[]) {
          await wear(page, look);
          // Every language has the same keys, and a text for each: what has a name in one has one in all.
          if (language === "en") {
            await usable(page, look);
          }
          if (act) {
            await page.evaluate(() => document.activeElement?.scrollIntoView({ block: "center", behavior: "instant" }));
          }
          await whole(page);
          // Colours that are still on their way from one look to the other would be in the picture.
          await page.screenshot({
            path: `test-results/screens/${name}-${language}-${look}.jpg`,
            quality: 90,
            fullPage: true,
            animations: "disabled",
          });
        }
        await fits(page);
        // A menu that was opened would stay over the next page.
        await page.keyboard.press("Escape");
      });
    }
  }
}

for (const [language, locale] of Object.entries(LOCALES)) {
  test.describe(`in ${language}`, () => {
    test.use({ locale, provoked: ORDINARY });

    for (const [name, plan] of Object.entries(PLANS)) {
      test(`the pages of ${name}`, async ({ page, request }) => {
        test.setTimeout(900_000);
        await sweep(page, language, await plan(request));
      });
    }

    test.describe("what is not there", () => {
      test.use({ provoked: /status of (40[34]|500)/ });

      test("or not for everybody", async ({ page, request }) => {
        test.setTimeout(300_000);
        await sweep(page, language, await refused(request));
      });
    });
  });
}

/** The address of every page, as its file says it: /briefs/$id/bids. */
function addresses(): string[] {
  const files = readdirSync("src/routes", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx") && !file.includes("__root"))
    .map((file) => file.replace("_signed-in/", "").replace(".tsx", ""));
  // What has pages below it without being one itself only surrounds them.
  return files
    .filter((file) => file !== "_signed-in" && !files.includes(`${file}.index`))
    .map((file) => `/${file.replaceAll(".", "/").replace(/\/?index$/, "")}`);
}

test("no page is left out", async ({ request }) => {
  test.setTimeout(300_000);
  const swept = new Map<string, string[]>();
  for (const [name, plan] of Object.entries(PLANS)) {
    const paths = (await plan(request)).flatMap(({ stops }) => stops.map(({ path }) => path.split("?")[0] ?? ""));
    swept.set(name, paths);
  }
  const paths = [...swept.values()].flat();
  const pattern = (address: string) => new RegExp(`^${address.replaceAll(/\$\w+/g, "\\w+_\\w+")}$`);
  expect(addresses().filter((address) => !paths.some((path) => pattern(address).test(path)))).toEqual([]);
  for (const hat of Object.keys(NAVIGATION) as Hat[]) {
    const missing = NAVIGATION[hat].filter(({ to }) => !swept.get(hat)?.includes(to ?? ""));
    expect.soft(missing, `what a ${hat} can go to from anywhere`).toEqual([]);
  }
});
