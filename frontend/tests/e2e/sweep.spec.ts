import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { briefFor, type Caller, grant, newClient, newDraft, newPerson } from "./support/people";
import { expect, test } from "./support/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const SCHEMES = ["light", "dark"] as const;
/** The narrowest page that must not scroll sideways (WCAG 1.4.10). */
const NARROWEST = 320;

/** Every page: its name, its address, who looks at it, and the heading that shows that it is there. */
interface Stop {
  name: string;
  path: string;
  who?: Caller;
  heading: string;
  /** What is done there before it is looked at, in whatever language the page is. */
  act?: (page: Page) => Promise<void>;
}

const press = (page: Page) => page.locator("form button[type=submit]").click();
const openAccount = (page: Page) => page.locator("header button[aria-haspopup=menu]").last().click();

let request: APIRequestContext;
let all: Stop[] = [];

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext({ baseURL });
  all = await stops();
});

test.afterAll(() => request.dispose());

// A stream that stays open would let no page come to rest.
test.beforeEach(({ page }) =>
  page.route("**/api/v1/events", (route) => route.fulfill({ contentType: "text/event-stream", body: "" })),
);

async function stops(): Promise<Stop[]> {
  const person = await newPerson(request, "Bo Nyberg");
  const fresh = await newClient(request, "Cleo Marsh");
  const ada = await newClient(request, "Ada Novak");
  grant(ada, "admin");
  grant(ada, "steward");
  const steward = await newPerson(request, "Sol Reyes");
  grant(steward, "steward");
  const draft = await newDraft(ada, { ...briefFor("A shop for the cheese dairy"), description: "" });
  const posted = await newDraft(ada, briefFor("A booking page for the valley"));
  const long = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterprüfungsvorbereitungsverwaltung";
  const dropped = await newDraft(ada, briefFor(long));
  await ada.call("POST", `/briefs/${posted}/post`, {
    bidding: "formed",
    deadline: new Date(Date.now() + 5 * 86_400_000).toISOString(),
  });
  await ada.call("POST", `/briefs/${dropped}/withdraw`);
  return [
    { name: "landing", path: "/", heading: "The right team, from the spaces around you" },
    { name: "sign-in", path: "/sign-in", heading: "Sign in" },
    { name: "sign-up", path: "/sign-up", heading: "Join the network" },
    { name: "sign-up-wrong", path: "/sign-up", heading: "Join the network", act: press },
    { name: "verify", path: "/verify?token=abc", heading: "Confirm your address" },
    { name: "verify-torn", path: "/verify", heading: "Confirm your address" },
    { name: "reset", path: "/reset", heading: "A new password" },
    { name: "reset-set", path: "/reset?token=abc", heading: "A new password" },
    { name: "not-found", path: "/nowhere/at/all", heading: "There is nothing here" },
    { name: "home-new", path: "/home", who: person, heading: "Hello, Bo Nyberg" },
    { name: "home-client", path: "/home", who: ada, heading: "Hello, Ada Novak" },
    { name: "home-menu", path: "/home", who: ada, heading: "Hello, Ada Novak", act: openAccount },
    { name: "home-steward", path: "/home", who: steward, heading: "Hello, Sol Reyes" },
    { name: "briefs-none", path: "/briefs", who: fresh, heading: "Briefs" },
    { name: "briefs", path: "/briefs", who: ada, heading: "Briefs" },
    { name: "brief-draft", path: `/briefs/${draft}`, who: ada, heading: "A shop for the cheese dairy" },
    { name: "brief-posted", path: `/briefs/${posted}`, who: ada, heading: "A booking page for the valley" },
    { name: "brief-withdrawn", path: `/briefs/${dropped}`, who: ada, heading: long },
  ];
}

/** Goes to each page in turn, as whoever it is for. */
async function visit(page: Page, look: (stop: Stop) => Promise<void>): Promise<void> {
  let who: Caller | undefined;
  for (const stop of all) {
    if (stop.who && stop.who !== who) {
      await enter(page, stop.who);
      who = stop.who;
    }
    await page.goto(stop.path);
    await page.locator("h1").waitFor();
    await page.waitForLoadState("networkidle");
    await stop.act?.(page);
    await look(stop);
  }
}

/** Signs in without the form, whose labels depend on the language: the refresh token is all that a page needs. */
async function enter(page: Page, who: Caller): Promise<void> {
  const { refresh_token } = await who.signIn();
  await page.goto("/");
  // Whoever was here before may still be renewing their session.
  await page.waitForLoadState("networkidle");
  await page.evaluate((token) => sessionStorage.setItem("muster-refresh-token", token), refresh_token);
}

async function fits(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  const reached = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(reached, `the page is wider than ${width} px`).toBeLessThanOrEqual(width);
}

for (const scheme of SCHEMES) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${scheme}, ${size}`, () => {
      test.use({ colorScheme: scheme, viewport, provoked: null });

      test("every page can be used by everybody, and stays in its width", async ({ page }) => {
        test.setTimeout(300_000);
        await visit(page, async (stop) => {
          await test.step(stop.name, async () => {
            await page.setViewportSize(viewport);
            await expect(page.getByRole("heading", { level: 1 })).toHaveText(stop.heading);
            await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme);
            const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
            expect
              .soft(
                violations.map(({ id, nodes }) => [
                  id,
                  nodes.map(({ html, failureSummary }) => [html, failureSummary]),
                ]),
              )
              .toEqual([]);
            await page.screenshot({ path: `test-results/screens/${stop.name}-${scheme}-${size}.png`, fullPage: true });
            await fits(page, viewport.width);
            await fits(page, NARROWEST);
          });
        });
      });
    });
  }
}

for (const [language, locale] of Object.entries({ de: "de-DE", cs: "cs-CZ" })) {
  test.describe(`in ${language}`, () => {
    test.use({ locale, viewport: SIZES.phone });

    test("every page speaks the language, and its longer words fit", async ({ page }) => {
      test.setTimeout(300_000);
      await visit(page, async (stop) => {
        await test.step(stop.name, async () => {
          await page.setViewportSize(SIZES.phone);
          await expect(page.locator("html")).toHaveAttribute("lang", language);
          await page.screenshot({ path: `test-results/screens/${stop.name}-${language}.png`, fullPage: true });
          await fits(page, NARROWEST);
        });
      });
    });
  });
}
