import type { Page, Request } from "@playwright/test";
import axe from "axe-core";
import { expect } from "./test";

/** What a page is looked at in. */
export const LOOKS = {
  light: { colorScheme: "light", width: 1280, height: 900 },
  dark: { colorScheme: "dark", width: 1280, height: 900 },
  phone: { colorScheme: "light", width: 390, height: 844 },
} as const;
export type Look = keyof typeof LOOKS;

/** The narrowest page that must not scroll sideways (WCAG 1.4.10). */
const NARROWEST = 320;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** All that can differ between light and dark. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];
/** How long nothing may have been under way for a page to be at rest, and how long it may take to get there. */
const REST = 120;
const PATIENCE = 30_000;

const softly = expect.configure({ soft: true });

/** Where a page hears what happens, for as long as it is there. */
const EVENTS = "/api/v1/events";

/**
 * Lets a page hear nothing. An answer, even one that ends at once, would have it read anew whatever it shows, for what may
 * have happened meanwhile.
 */
export async function deafen(page: Page): Promise<void> {
  await page.route(`**${EVENTS}`, () => {});
}

/** Goes from page to page as a link does, without loading everything anew, and waits until the page is at rest. */
export class Visitor {
  private readonly open = new Set<Request>();
  private since = Date.now();

  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.on("request", (request) => {
      if (!request.url().endsWith(EVENTS)) {
        this.open.add(request);
      }
    });
    const end = (request: Request) => {
      this.open.delete(request);
      this.since = Date.now();
    };
    page.on("requestfinished", end);
    page.on("requestfailed", end);
  }

  async go(path: string): Promise<void> {
    const { pathname, search } = new URL(this.page.url(), "http://nowhere");
    if (pathname === "blank" || pathname + search === path) {
      await this.page.goto(path);
    } else {
      await this.page.evaluate((to) => window.history.pushState({}, "", to), path);
    }
    await this.rest();
  }

  /** Until the heading stands there, nothing is on its way, and nothing says that it is. */
  async rest(): Promise<void> {
    this.since = Date.now();
    const until = this.since + PATIENCE;
    // Twice in a row: what has just come may ask for more.
    for (let still = 0; Date.now() < until; ) {
      const isQuiet = this.open.size === 0 && Date.now() - this.since > REST;
      still = isQuiet && (await this.page.evaluate(isThere)) ? still + 1 : 0;
      if (still === 2) {
        return;
      }
      await this.page.waitForTimeout(30);
    }
    softly(`${this.open.size} requests`, "the page does not come to rest").toBe("");
  }
}

/** Whether the router has come to the page, and its heading is seen. What waits for its words stands there hidden. */
function isThere(): boolean {
  const { __TSR_ROUTER__: router } = self as { __TSR_ROUTER__?: { state: { status: "idle" | "pending" } } };
  const isShown = document.querySelector("h1")?.checkVisibility() ?? false;
  return router?.state.status === "idle" && isShown && document.querySelector(".mantine-Skeleton-root") === null;
}

export async function wear(page: Page, look: Look): Promise<void> {
  const { colorScheme, width, height } = LOOKS[look];
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
  await page.evaluate(settled);
}

/** Waits for colours that are on their way from one look to the other, which are nobody's; what turns for ever stays. */
async function settled(): Promise<void> {
  const still = async () => {
    // The page hears of the look, and its styles follow a frame later.
    await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
    const moving = document.getAnimations().filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime));
    await Promise.allSettled(moving.map((each) => each.finished));
  };
  // What has lasted so long is not on its way: it was paused, or nothing is drawn.
  const enough = new Promise((over) => setTimeout(over, 3_000));
  await Promise.race([still(), enough]);
}

/** Waits for what would be a gap in a picture of the whole page: what is still fetched, and images that wait to be scrolled to. */
export async function whole(page: Page): Promise<void> {
  await softly(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
  await page.evaluate(async () => {
    const images = [...document.images];
    for (const image of images) {
      image.loading = "eager";
    }
    await Promise.all(images.map((image) => image.decode()));
  });
}

/** Whether everybody can use the page. All but its colours is the same in the dark; on a phone it has parts of its own. */
export async function usable(page: Page, look: Look): Promise<void> {
  // It is long, and stays until the page is loaded anew.
  if (!(await page.evaluate(() => "axe" in self))) {
    await page.evaluate(axe.source);
  }
  const options: axe.RunOptions = {
    runOnly: look === "dark" ? { type: "rule", values: RULES_OF_COLOUR } : { type: "tag", values: RULES },
    // Of what is as it should be nobody wants to know where it is.
    resultTypes: ["violations"],
  };
  softly(await page.evaluate(violations, options), `what not everybody can use, ${look}`).toEqual([]);
}

/** What axe finds: each rule, the markup that breaks it, and how to put it right. */
async function violations(options: axe.RunOptions) {
  const { axe: there } = self as unknown as { axe: typeof axe };
  // Whatever has been scrolled half below the header would seem too small to be hit.
  scrollTo({ top: 0, behavior: "instant" });
  const found = await there.run(document, options);
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html, failureSummary])]);
}

/** Whether the page stays in its width, on a phone and on the narrowest screen. */
export async function fits(page: Page): Promise<void> {
  for (const width of [LOOKS.phone.width, NARROWEST]) {
    await page.setViewportSize({ width, height: LOOKS.phone.height });
    // What floats over the page is put in its place a moment later.
    await softly.poll(() => page.evaluate(widest), { message: `wider than ${width} px`, timeout: 2_000 }).toEqual([]);
  }
}

/** The elements that make a page scroll sideways. */
function widest(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) {
    return [];
  }
  const wide = [...document.querySelectorAll("body *")].filter(
    (each) => each.getBoundingClientRect().right > clientWidth + 1,
  );
  return [`${scrollWidth} px`, ...wide.slice(0, 4).map((each) => each.outerHTML.slice(0, 120))];
}

/** Whether the page speaks its language: no key of the catalogue, no id, no value of code stands there instead of a word. */
export async function speaks(page: Page, language: string): Promise<void> {
  await softly(page.locator("html")).toHaveAttribute("lang", language);
  const raw = await page.evaluate(() => {
    const key = /^[a-z][A-Za-z0-9-]*([.:][a-z][A-Za-z0-9_-]*)+$/;
    const id = /\b[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}\b/;
    const value = /\{\{|\[object |\bundefined\b|\bNaN\b|Invalid Date/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? "";
      const isShown = !texts.currentNode.parentElement?.closest("script, style, code, pre, [lang]:not(html)");
      if (isShown && (key.test(text) || id.test(text) || value.test(text))) {
        found.push(text);
      }
    }
    return found;
  });
  softly(raw, "what is no word").toEqual([]);
}
