import { appendFileSync, mkdirSync } from "node:fs";
import { type Browser, type Page, test } from "@playwright/test";
import { LOOKS } from "../e2e/support/look";
import { PLANS, type Round } from "../e2e/support/pages";
import { type Caller, demo } from "../e2e/support/people";
import { MEMBERS, type Visit, visit } from "./observe";

/** The charts are drawn by a library of their own, which only reports load. */
const CHARTS = /Chart/;
const TIMES = 5;

const report: string[] = [];

test.afterAll(() => {
  const text = `${report.join("\n")}\n`;
  mkdirSync("test-results", { recursive: true });
  appendFileSync("test-results/measures.md", text);
  process.stdout.write(`\n${text}`);
});

const kB = (bytes: number) => (bytes / 1000).toFixed(1);
const sum = (sizes: Iterable<number>) => [...sizes].reduce((all, size) => all + size, 0);
const ms = (time: number) => `${Math.round(time)}`;

function row(...cells: (string | number)[]) {
  report.push(`| ${cells.join(" | ")} |`);
}

function table(...head: string[]) {
  report.push("");
  row(...head);
  row(...head.map(() => "---"));
}

/** The address of a page, without whose it is. */
function address(path: string): string {
  return (path.split("?")[0] ?? "").replaceAll(/\w+_\w+/g, "$");
}

/** A page as somebody comes to it, who may wear no hat. */
interface Arrival {
  who?: Caller;
  path: string;
}

/** The first stop at each page under each hat: what it loads may depend on who comes there. */
function pagesOf(rounds: Round[]): Arrival[] {
  const found = new Map<string, Arrival>();
  for (const { who, stops } of rounds) {
    for (const { path } of stops) {
      const key = `${address(path)} ${named(who)}`;
      if (!found.has(key)) {
        found.set(key, { who, path });
      }
    }
  }
  return [...found.values()];
}

/** Under which hat somebody comes. */
function named(who?: Caller): string {
  return who ? (who.hat ?? "somebody new") : "anybody";
}

/** A page, and under which hat. */
function titled({ who, path }: Arrival): string {
  return `\`${address(path)}\` of ${named(who)}`;
}

test("what each page weighs, and whether it jumps while it comes", async ({ browser, request }) => {
  const landing = await visit(browser, { path: "/" });
  const rounds: Round[] = [];
  for (const plan of Object.values(PLANS)) {
    rounds.push(...(await plan(request)));
  }
  const visits: (Visit & Arrival & { onPhone: Visit })[] = [];
  for (const { who, path } of pagesOf(rounds)) {
    const onPhone = await visit(browser, { who, path, viewport: LOOKS.phone });
    visits.push({ ...(await visit(browser, { who, path })), who, path, onPhone });
  }
  const own = ({ scripts }: Visit) => [...scripts].filter(([name]) => !landing.scripts.has(name));
  report.push("## Weight, in kB of brotli");
  table("what", "JavaScript", "target");
  row("the landing page with everything that it needs", kB(sum(landing.scripts.values())), "180");
  const weights = visits
    .map((each) => ({ at: address(each.path), title: titled(each), parts: own(each) }))
    .map(({ at, title, parts }) => ({
      at,
      title,
      page: sum(parts.filter(([name]) => !CHARTS.test(name)).map(([, size]) => size)),
      charts: sum(parts.filter(([name]) => CHARTS.test(name)).map(([, size]) => size)),
    }))
    .sort((a, b) => b.page - a.page)
    // Of each page the hat for which it is the heaviest.
    .filter(({ at }, place, all) => all.findIndex((each) => each.at === at) === place);
  for (const { title, page, charts } of weights.slice(0, 12)) {
    row(title, kB(page) + (charts > 0 ? ` and charts ${kB(charts)}` : ""), "35");
  }
  row(`the other ${weights.length - 12} pages, the heaviest`, kB(weights[12]?.page ?? 0), "35");
  report.push("", "## Layout shift of a page that comes with nothing kept");
  table("page", "desk", "phone", "target");
  visits.sort((a, b) => Math.max(b.shift, b.onPhone.shift) - Math.max(a.shift, a.onPhone.shift));
  for (const each of visits.slice(0, 12)) {
    const { shift, onPhone } = each;
    row(titled(each), shift.toFixed(4), onPhone.shift.toFixed(4), "0.02");
  }
  for (const { path, moved, onPhone } of visits.filter(({ shift, onPhone }) => Math.max(shift, onPhone.shift) > 0.02)) {
    console.log(path, [...moved, "on a phone:", ...onPhone.moved].slice(0, 12));
  }
});

test("how soon a page is there, by cable", async ({ browser, request }) => {
  const [carla, mia, otto] = [
    await demo(request, "client"),
    await demo(request, "member"),
    await demo(request, "operator"),
  ];
  const { items } = await otto.call<{ items: { id: string }[] }>("GET", "/operator/spaces");
  const pages: [string, Caller | undefined][] = [
    ["/", undefined],
    ["/sign-in", undefined],
    ["/policy", undefined],
    ["/home", carla],
    ["/briefs/new", carla],
    ["/home", mia],
    ["/availability", mia],
    [`/spaces/${items[0]?.id}/report`, otto],
  ];
  report.push("", `## Paint by cable (5 Mbit/s, 28 ms), nothing kept, in ms: median and worst of ${TIMES}`);
  table("page", "first", "worst", "target", "largest", "worst", "target");
  for (const [path, who] of pages) {
    const visits: Visit[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      visits.push(await visit(browser, { who, path, isCable: true }));
    }
    const [first, largest] = [visits.map((each) => each.first), visits.map((each) => each.largest)].map(ordered);
    const middle = Math.floor(TIMES / 2);
    row(
      `\`${address(path)}\`${who ? ` of ${who.name}` : ""}`,
      ...[ms(first?.[middle] ?? 0), ms(first?.at(-1) ?? 0), "1000"],
      ...[ms(largest?.[middle] ?? 0), ms(largest?.at(-1) ?? 0), "1500"],
    );
  }
});

function ordered(times: number[]): number[] {
  return times.toSorted((a, b) => a - b);
}

/** What a client types who is in a hurry, in keys; each shows before the next one. */
const DELAY = 60;

async function typeBrief(page: Page): Promise<number> {
  let keys = 0;
  const type = async (label: string | RegExp, text: string) => {
    const field = page.getByLabel(label).first();
    await field.click();
    await field.press("ControlOrMeta+a");
    await field.pressSequentially(text, { delay: DELAY });
    keys += text.length;
  };
  await type("Title", "A booking page for twelve farms");
  await type("Description", "Guests book a room in one place, and the farms keep their own calendars.");
  await type("Role", "Front-end developer");
  for (const [word, name] of [
    ["react", "React"],
    ["postgres", "PostgreSQL"],
  ] as const) {
    await page.getByRole("combobox", { name: /skill/i }).last().pressSequentially(word, { delay: DELAY });
    keys += word.length;
    await page
      .getByRole("option", { name: new RegExp(`^${name}`) })
      .first()
      .click();
  }
  await type("Hours a week", "24");
  await page.waitForTimeout(2_000);
  return keys;
}

async function interactions(browser: Browser, who: Caller, slower: number): Promise<void> {
  let keys = 0;
  const { interactions: slow } = await visit(browser, {
    who,
    path: "/briefs/new",
    act: async (page) => {
      if (slower > 1) {
        const session = await page.context().newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
      }
      keys = await typeBrief(page);
    },
  });
  // Those that took less than 16 ms are not told one by one.
  const all = [...Array.from({ length: Math.max(keys - slow.length, 0) }, () => 16), ...ordered(slow)];
  const at = (part: number) => all[Math.min(Math.floor(all.length * part), all.length - 1)] ?? 0;
  row(slower > 1 ? `a processor ${slower} times as slow` : "this machine", keys, at(0.5), at(0.98), at(1), "100");
}

test("how soon what is typed in a brief shows, beside its live quote", async ({ browser, request }) => {
  const carla = await demo(request, "client");
  report.push(
    "",
    `## Interaction to next paint while a brief is typed against ${Number(MEMBERS).toLocaleString("en")} members, in ms`,
  );
  table("where", "keys", "p50", "p98", "worst", "target");
  await interactions(browser, carla, 1);
  await interactions(browser, carla, 4);
});
