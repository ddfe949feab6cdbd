import type { APIRequestContext, Locator } from "@playwright/test";
import { downloaded, expectPdf } from "./support/downloads";
import { type Caller, demo, newPerson, wearing } from "./support/people";
import { enter, expect, expectForbidden, test } from "./support/test";
import { newMember } from "./support/work";

interface Space {
  id: string;
  name: string;
}

interface Overview {
  balances: { amount: number }[];
  statements: { id: string; month: string; number: number; hash: string }[];
}

async function ottoAndHisSpace(request: APIRequestContext) {
  const otto = await demo(request, "operator");
  const { items } = await otto.call<{ items: Space[] }>("GET", "/operator/spaces");
  const space = items[0] ?? { id: "", name: "" };
  const overview = await otto.call<Overview>("GET", `/spaces/${space.id}/overview`);
  const { month } = overview.statements[0] ?? { month: "" };
  return { otto, space, overview, month };
}

const euros = (minor: number) => `€${(minor / 100).toLocaleString("en-GB", { minimumFractionDigits: 2 })}`;

/** What a month brought a space, as the API tells it. */
async function commissionOf(operator: Caller, space: string, month: string): Promise<number> {
  const path = `/spaces/${space}/report?from=${month}&to=${month}&by=month`;
  const { totals } = await operator.call<{ totals: { amount_minor: number }[] }>("GET", path);
  return totals[0]?.amount_minor ?? 0;
}

/** A space that was founded just now, and whoever runs it. */
async function newSpace(request: APIRequestContext, name: string): Promise<{ operator: Caller; space: string }> {
  const adam = await demo(request, "admin");
  const places = await adam.call<{ items: { id: string }[] }>("GET", "/places");
  const { id: space } = await adam.call<{ id: string }>("POST", "/spaces", {
    name,
    place: places.items[0]?.id,
    commission: 500,
  });
  const person = await newPerson(request, "Olga");
  await adam.call("POST", `/spaces/${space}/operators`, { email: person.email });
  return { operator: await wearing(request, person, "operator"), space };
}

test("an operator finds last month's commission one click from home, and keeps it as a table and on paper", async ({
  page,
  request,
}) => {
  const { otto, space, month } = await ottoAndHisSpace(request);
  const commission = await commissionOf(otto, space.id, month);
  expect(commission).toBeGreaterThan(0);
  await enter(page, otto, "/home");
  const card = page.getByRole("region", { name: space.name });
  await expect(card.getByText(euros(commission)).first()).toBeVisible();
  expectPdf(await downloaded(page, () => card.getByRole("button", { name: /^PDF for/ }).click()));

  await card.getByRole("link", { name: "Open the space" }).click();
  const last = page.getByRole("region", { name: /^Commission in/ });
  await expect(last.getByText(euros(commission))).toBeVisible();
  const table = await downloaded(page, () => last.getByRole("button", { name: "CSV" }).click());
  expect(table.name).toMatch(/\.csv$/);
  expect(table.bytes.toString()).toContain(`"${(commission / 100).toFixed(2)}","EUR"`);
  const sheet = await downloaded(page, () => last.getByRole("button", { name: "XLSX" }).click());
  expect(sheet.bytes.subarray(0, 2).toString()).toBe("PK");
  expectPdf(await downloaded(page, () => last.getByRole("button", { name: "PDF" }).click()));
});

test("a report is asked for by its address, and its rows and its rest are the total", async ({ page, request }) => {
  const { otto, space, month } = await ottoAndHisSpace(request);
  await enter(page, otto, `/spaces/${space.id}/report?from=${month}&to=${month}&by=month`);
  await expect(page.getByText(euros(await commissionOf(otto, space.id, month))).first()).toBeVisible();
  await page.getByRole("link", { name: "Last twelve months" }).click();
  await page.getByLabel("Rows by").selectOption("Category");
  await expect(page).toHaveURL(/by=category/);
  const asked = new URL(page.url()).searchParams;
  const { rows, totals } = await otto.call<{
    rows: { amount_minor: number; members: number }[];
    totals: { amount_minor: number; rest_minor: number }[];
  }>("GET", `/spaces/${space.id}/report?${new URLSearchParams([...asked])}`);
  const sum = rows.reduce((whole, { amount_minor }) => whole + amount_minor, totals[0]?.rest_minor ?? 0);
  expect(sum).toBe(totals[0]?.amount_minor);
  expect(rows.every(({ members }) => members >= 3)).toBe(true);
  await expect(page.getByText(euros(sum)).first()).toBeVisible();
  await expect(page.getByText("Nothing steered")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Rows by")).toHaveValue("category");
});

test("a report is narrowed to a category of work by its address, and what is saved is of the same", async ({
  page,
  request,
}) => {
  interface Told {
    choices: { categories: { key: string }[] };
    rows: unknown[];
    totals: { amount_minor: number }[];
  }
  const { otto, space, month } = await ottoAndHisSpace(request);
  const report = `/spaces/${space.id}/report?from=${Number(month.slice(0, 4)) - 1}${month.slice(4)}&to=${month}&by=month`;
  const whole = await otto.call<Told>("GET", report);
  const category = whole.choices.categories[0]?.key ?? "";
  expect(category, "three members did work of the same category in some month").not.toBe("");
  const narrowed = await otto.call<Told>("GET", `${report}&category=${category}`);
  const amount = narrowed.totals[0]?.amount_minor ?? 0;
  expect(amount).toBeGreaterThan(0);

  await enter(page, otto, report);
  const filter = page.getByRole("combobox", { name: "Category" });
  await filter.selectOption(category);
  await expect(page).toHaveURL(new RegExp(`category=${category}`));
  await expect(page.getByText("Only work that can be told as this", { exact: false })).toBeVisible();
  await expect(page.getByText(euros(amount)).first()).toBeVisible();
  await expect(page.getByText("Nothing steered")).toBeHidden();
  const saved = page.getByRole("group", { name: "Save the report" });
  const { bytes } = await downloaded(page, () => saved.getByRole("button", { name: "CSV" }).click());
  expect(bytes.toString().trim().split("\r\n")).toHaveLength(narrowed.rows.length + 1);

  await page.reload();
  await expect(filter).toHaveValue(category);
  await filter.selectOption("All categories");
  await expect(page.getByText("Nothing steered")).toBeVisible();
  await expect(page).not.toHaveURL(/category=/);
});

test("a statement is numbered, sealed and kept as it was", async ({ page, request }) => {
  const { otto, space, overview } = await ottoAndHisSpace(request);
  const [last] = overview.statements;
  await enter(page, otto, `/spaces/${space.id}/statements`);
  await page.getByRole("main").getByRole("table").getByRole("link").first().click();
  await expect(page.getByText(`No. ${last?.number}`, { exact: true })).toBeVisible();
  const { statement } = await otto.call<{ statement: { hash: string } }>(
    "GET",
    `/spaces/${space.id}/statements/${last?.id}`,
  );
  await expect(page.getByText(statement.hash)).toBeVisible();
  const saved = page.getByRole("group", { name: "Save the statement" });
  await expect(saved.getByRole("button")).toHaveText(["PDF", "XLSX", "CSV", "HTML", "Print"]);
  expectPdf(await downloaded(page, () => saved.getByRole("button", { name: "PDF" }).click()));
  const { bytes } = await downloaded(page, () => saved.getByRole("button", { name: "CSV" }).click());
  expect(bytes.toString()).toContain('"Category"');
});

test("a statement is printed dark on white, alone, from a dark screen as well", async ({ page, request }) => {
  const { otto, space, overview } = await ottoAndHisSpace(request);
  const path = `/spaces/${space.id}/statements/${overview.statements[0]?.id}`;
  const { statement } = await otto.call<{ statement: { hash: string } }>("GET", path);
  await page.emulateMedia({ colorScheme: "dark" });
  await enter(page, otto, path);
  const hash = page.getByText(statement.hash);
  await expect(hash).toBeVisible();
  const lightness = (place: Locator, of: "color" | "backgroundColor") =>
    place.evaluate((element, property) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element)[property].match(/\d+/g) ?? []).map(Number);
      return (red + green + blue) / 3;
    }, of);
  expect(await lightness(hash, "color"), "pale words on a dark screen").toBeGreaterThan(128);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(hash).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "PDF" })).toBeHidden();
  await expect.poll(() => lightness(hash, "color")).toBeLessThan(96);
  expect(await lightness(page.locator("body"), "backgroundColor")).toBe(255);
});

test("an operator sees the names of the members, and nothing else of them", async ({ page, request }) => {
  const { otto, space } = await ottoAndHisSpace(request);
  const { items } = await otto.call<{ items: object[] }>("GET", `/spaces/${space.id}/members`);
  expect(items.map(Object.keys)).toEqual(items.map(() => ["name", "since", "until"]));
  await enter(page, otto, `/spaces/${space.id}/members`);
  await expect(page.getByRole("heading", { name: "Why only names" })).toBeVisible();
  // They come by their names, a hundred at a time.
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.getByText("Mia Nováková")).toBeVisible();
});

test("another commission is announced to the members in the very words that are shown", async ({ page, request }) => {
  const { operator, space } = await newSpace(request, "Stadel");
  await enter(page, operator, `/spaces/${space}/terms`);
  await page.getByLabel("Commission in percent").fill("7.5");
  await page.getByRole("button", { name: "First day" }).click();
  await page.getByRole("button", { name: "Next month", exact: true }).click();
  await page.getByRole("button", { name: "Next month", exact: true }).click();
  await page.getByRole("button", { name: /^15 / }).click();
  await page.getByRole("button", { name: "Announce", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Announce this commission" });
  await expect(dialog.getByText(/Stadel takes a commission of 7.5% of what its members earn/)).toBeVisible();
  await dialog.getByRole("button", { name: "Announce to all members" }).click();
  await expect(page.getByText("Announced. Your members have been told.")).toBeVisible();
  const { items } = await operator.call<{ items: { basis_points: number }[] }>("GET", `/spaces/${space}/terms`);
  expect(items.map(({ basis_points }) => basis_points)).toContain(750);
});

test("bank details are checked while they are typed, and shown back", async ({ page, request }) => {
  const { operator, space } = await newSpace(request, "Tenne");
  await enter(page, operator, `/spaces/${space}/payouts`);
  await page.getByLabel("Account holder").fill("Tenne e.V.");
  await page.getByLabel("IBAN").fill("DE89 3704 0044 0532 0130 01");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("This IBAN is not right.");
  await page.getByLabel("IBAN").fill("DE89 3704 0044 0532 0130 00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The bank details are saved.")).toBeVisible();
  const { items } = await operator.call<{ items: { iban: string }[] }>("GET", `/spaces/${space}/bank-details`);
  expect(items.map(({ iban }) => iban.replaceAll(" ", ""))).toEqual(["DE89370400440532013000"]);
});

test("a host logs what two members did together, and both are asked", async ({ page, request }) => {
  const { operator, space } = await newSpace(request, "Speicher");
  const [mia, hana] = [await newMember(request, "Mia"), await newMember(request, "Hana")];
  const today = new Date().toISOString().slice(0, 10);
  for (const member of [mia, hana]) {
    await member.call("PUT", "/member/home-space", { space, from: today });
  }
  await enter(page, operator, `/spaces/${space}/connections`);
  await page.getByLabel("E-mail, first member").fill(mia.email);
  await page.getByLabel("E-mail, second member").fill(hana.email);
  await page.getByLabel("What happened").selectOption("Introduction");
  await page.getByRole("button", { name: "Log it" }).click();
  await expect(page.getByText("Logged. Both are asked to confirm it.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("table")).toContainText("Not confirmed yet");
  const { items } = await hana.call<{ items: { awaits_you: boolean }[] }>("GET", "/member/connections");
  expect(items.map(({ awaits_you }) => awaits_you)).toEqual([true]);
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 40[34]/ });

  test("an operator sees no page of another hat", async ({ page, request }) => {
    const otto = await demo(request, "operator");
    await enter(page, otto, "/home");
    await expectForbidden(page, ["/briefs", "/invitations", "/bids", "/engagements", "/desk", "/turns", "/fundings"]);
  });

  test("an operator cannot learn who was picked", async ({ page, request }) => {
    const { otto, space, overview, month } = await ottoAndHisSpace(request);
    const carla = await demo(request, "client");
    const briefs = await carla.call<{ items: { id: string }[] }>("GET", "/briefs?limit=1");
    const brief = briefs.items[0]?.id;
    const runs = await carla.call<{ items: { run: string; id: string }[] }>("GET", `/briefs/${brief}/runs`);
    const run = runs.items[0]?.run ?? runs.items[0]?.id;
    const hidden = [
      `/briefs/${brief}`,
      `/briefs/${brief}/bids`,
      `/briefs/${brief}/runs`,
      `/runs/${run}`,
      "/engagements",
      "/disputes",
    ];
    for (const path of [...hidden, "/member/invitations", "/steward/handovers", "/turns/distribution"]) {
      expect([403, 404], path).toContain(await otto.status("GET", path));
    }
    await enter(page, otto, `/runs/${run}`);
    await expect(page.getByText("This is not for the hat you wear.").first()).toBeVisible();

    const told = await Promise.all(
      [
        `/spaces/${space.id}/overview`,
        `/spaces/${space.id}/report?from=${month}&to=${month}&by=category`,
        `/spaces/${space.id}/statements/${overview.statements[0]?.id}`,
        `/spaces/${space.id}/payouts`,
      ].map((path) => otto.call("GET", path)),
    );
    expect(JSON.stringify(told)).not.toMatch(/member_|Mia|Novák|engagement_|brief_/);
  });

  test("another space's money is not shown, nor whether there is such a space", async ({ page, request }) => {
    const { otto, space } = await ottoAndHisSpace(request);
    const { operator, space: other } = await newSpace(request, "Scheune");
    await enter(page, otto, `/spaces/${other}/report`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    const report = "report?from=2026-01&to=2026-12&by=month";
    for (const part of ["overview", report, "statements", "members", "payouts", "shared-lines"]) {
      expect(await otto.status("GET", `/spaces/${other}/${part}`), part).toBe(404);
      expect(await operator.status("GET", `/spaces/${space.id}/${part}`), part).toBe(404);
    }
  });
});
