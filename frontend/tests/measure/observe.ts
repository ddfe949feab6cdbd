import type { Browser, Page, Request } from "@playwright/test";
import { deafen, Visitor } from "../e2e/support/look";
import type { Caller } from "../e2e/support/people";
import { enter } from "../e2e/support/test";

/** How many members the network has that the pages are measured on; as many as a demo has where nobody says. */
export const MEMBERS = process.env.MEASURE_MEMBERS;

/** Five megabits down, one up, 28 ms there and back: cable, as web page tests have it. */
const CABLE = { offline: false, latency: 28, downloadThroughput: 5_000_000 / 8, uploadThroughput: 1_000_000 / 8 };

/** What a browser noticed of a page. */
interface Noticed {
  /** The sum of all layout shifts that nobody caused. */
  shift: number;
  /** What moved. */
  moved: string[];
  /** When the largest element was painted, in milliseconds after the way there began. */
  largest: number;
  /** How long each interaction took to show, in milliseconds; none under 16. */
  interactions: number[];
}

declare global {
  interface Window {
    noticed: Noticed;
  }
}

function observe() {
  const noticed: Noticed = { shift: 0, moved: [], largest: 0, interactions: [] };
  window.noticed = noticed;
  interface Shift extends PerformanceEntry {
    hadRecentInput: boolean;
    value: number;
    sources: { node?: Node }[];
  }
  const each = <Entry extends PerformanceEntry>(type: string, take: (entry: Entry) => void, more = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        take(entry as Entry);
      }
    }).observe({ type, buffered: true, ...more });
  each<Shift>("layout-shift", ({ hadRecentInput, value, sources }) => {
    if (!hadRecentInput) {
      noticed.shift += value;
      noticed.moved.push(...sources.map(({ node }) => `${node?.nodeName} ${node?.textContent?.slice(0, 40)}`));
    }
  });
  each("largest-contentful-paint", ({ startTime }) => {
    noticed.largest = startTime;
  });
  const threshold = { durationThreshold: 16 };
  each<PerformanceEventTiming & { interactionId: number }>(
    "event",
    ({ interactionId, duration }) => {
      if (interactionId) {
        noticed.interactions.push(duration);
      }
    },
    threshold,
  );
}

export interface Visit extends Noticed {
  first: number;
  /** The scripts that came, by name, with their compressed sizes in bytes. */
  scripts: Map<string, number>;
}

interface How {
  who?: Caller;
  path: string;
  isCable?: boolean;
  viewport?: { width: number; height: number };
  /** What is done once the page is at rest. */
  act?: (page: Page) => Promise<void>;
}

/** Comes to a page with nothing kept from before. */
export async function visit(browser: Browser, { who, path, isCable, viewport, act }: How): Promise<Visit> {
  const context = await browser.newContext(viewport ? { viewport } : {});
  const page = await context.newPage();
  await page.addInitScript(observe);
  await deafen(page);
  const requests: Request[] = [];
  page.on("requestfinished", (request) => requests.push(request));
  if (isCable) {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", CABLE);
  }
  const visitor = new Visitor(page);
  if (who) {
    await enter(page, who, path);
  } else {
    await page.goto(path);
  }
  await visitor.rest();
  await act?.(page);
  const noticed = await page.evaluate(() => ({
    ...window.noticed,
    first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  }));
  const scripts = new Map<string, number>();
  for (const request of requests.filter((each) => each.url().endsWith(".js"))) {
    const { responseBodySize } = await request.sizes();
    scripts.set(new URL(request.url()).pathname.split("/").pop() ?? "", responseBodySize);
  }
  await context.close();
  return { ...noticed, scripts };
}
