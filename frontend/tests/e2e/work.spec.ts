import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { downloaded, expectPdf } from "./support/downloads";
import { type Caller, demo, newClient } from "./support/people";
import { enter, expect, test } from "./support/test";
import { type Engagement, engagementsOf, type Milestone, newMember, newWord, teamOf } from "./support/work";

interface Work {
  carla: Caller;
  engagement: Engagement;
  milestone: Milestone;
}

/** The last milestone of carla's oldest work that is as it is wanted. */
async function milestoneThat(request: APIRequestContext, fits: (milestone: Milestone) => boolean): Promise<Work> {
  const carla = await demo(request, "client");
  const active = (await engagementsOf(carla)).filter(({ state }) => state === "active");
  for (const engagement of active.reverse()) {
    const milestone = engagement.milestones.filter(fits).pop();
    if (milestone) {
      return { carla, engagement, milestone };
    }
  }
  throw new Error("carla has no such milestone any more");
}

async function mateOf(request: APIRequestContext, engagement: string): Promise<Caller> {
  const [mate] = await teamOf(request, engagement);
  if (!mate) {
    throw new Error("nobody of the team was written to");
  }
  return mate;
}

const step = (page: Page, { title }: Milestone): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** What stands of a milestone now. */
async function readAgain({ carla, engagement, milestone }: Work): Promise<Milestone | undefined> {
  const { milestones } = await carla.call<Engagement>("GET", `/engagements/${engagement.id}`);
  return milestones.find(({ id }) => id === milestone.id);
}

test("a milestone is paid in, submitted, accepted and invoiced, and the member earns by it", async ({
  browser,
  page,
  request,
}) => {
  const work = await milestoneThat(request, ({ state, funding }) => state === "planned" && !funding);
  const { carla, engagement, milestone } = work;
  await enter(page, carla, `/engagements/${engagement.id}`);
  const one = step(page, milestone);
  await one.getByRole("button", { name: "Pay in" }).click();
  await page.getByRole("dialog").getByLabel("Days until the money is there").fill("61");
  await page.getByRole("dialog").getByRole("button", { name: "Show me how to pay" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Enter a whole number from 1 to 60.");
  await page.getByRole("dialog").getByLabel("Days until the money is there").fill("30");
  await page.getByRole("dialog").getByRole("button", { name: "Show me how to pay" }).click();
  await expect(one.getByRole("heading", { name: "Transfer this" })).toBeVisible();
  const { funding } = (await readAgain(work)) ?? {};
  await expect(one.getByText(funding?.reference.replaceAll(/(.{4})(?=.)/g, "$1 ") ?? "-")).toBeVisible();

  const adam = await demo(request, "admin");
  await adam.call("POST", `/fundings/${funding?.id}/post`, { bank_reference: `B-${newWord()}` });
  await expect(one.getByText("Paid in", { exact: true })).toBeVisible();

  const mate = await mateOf(request, engagement.id);
  const theirs = await browser.newPage({ baseURL: new URL(page.url()).origin, locale: "en-GB" });
  await enter(theirs, mate, `/engagements/${engagement.id}`);
  await step(theirs, milestone).getByRole("button", { name: "Say that it is done" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  await expect(step(theirs, milestone).getByText("Submitted", { exact: true })).toBeVisible();

  await one.getByRole("button", { name: "Accept and release the money" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Accept and release the money" }).click();
  await expect(one.getByText("Accepted", { exact: true })).toBeVisible();
  expect((await readAgain(work))?.state).toBe("released");

  await page.getByRole("navigation").getByRole("link", { name: "Invoices" }).click();
  const invoices = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: `${engagement.title}, ${milestone.title}` });
  await expect(async () => {
    await page.reload();
    await expect(invoices.first()).toBeVisible();
  }).toPass();
  await invoices.first().getByRole("link").click();
  expectPdf(await downloaded(page, () => page.getByRole("button", { name: "PDF (Factur-X)" }).click()));
  const ubl = await downloaded(page, () => page.getByRole("button", { name: "UBL" }).click());
  expect(ubl.bytes.toString()).toContain("<cbc:ID>");

  await theirs.getByRole("navigation").getByRole("link", { name: "Earnings" }).click();
  await theirs
    .getByRole("link", { name: `Released: ${milestone.title}` })
    .first()
    .click();
  await expect(theirs.getByText("You keep").first()).toBeVisible();
  await theirs.close();
});

test("a dispute freezes what is disputed; both sides speak, agree, and it is over", async ({
  browser,
  page,
  request,
}) => {
  const held = ({ state, amount, disputed }: Milestone) =>
    state === "funded" && disputed.amount === 0 && amount.amount > 2_000;
  const work = await milestoneThat(request, held);
  const { carla, engagement, milestone } = work;
  const mate = await mateOf(request, engagement.id);
  const others = (await teamOf(request, engagement.id)).filter(({ email }) => email !== mate.email);
  await enter(page, carla, `/engagements/${engagement.id}`);
  await step(page, milestone).getByRole("button", { name: "Open a dispute" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("What it is about").selectOption("It came too late");
  await form.getByLabel(/^How much is disputed/).fill("10.00");
  await form.getByLabel("What happened").fill("The second report came on Tuesday.");
  await form.getByRole("button", { name: "Open the dispute" }).click();
  await expect(page).toHaveURL(/\/disputes\/dispute_/);
  await expect(page.getByRole("listitem").filter({ hasText: "The second report came on Tuesday." })).toBeVisible();
  const dispute = page.url().split("/").pop() ?? "";
  expect((await readAgain(work))?.disputed.amount).toBe(1_000);

  const theirs = await browser.newPage({ baseURL: new URL(page.url()).origin, locale: "en-GB" });
  await enter(theirs, mate, `/disputes/${dispute}`);
  await theirs.getByLabel("Your statement").fill("It was ready on Friday.");
  await theirs.getByRole("button", { name: "Make the statement" }).click();
  await expect(theirs.getByRole("listitem").filter({ hasText: "It was ready on Friday." })).toBeVisible();
  await theirs.locator("input[type=file]").setInputFiles({
    name: "letter.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Sent on Friday."),
  });
  await expect(theirs.getByRole("button", { name: "letter.txt" })).toBeVisible();

  await expect(page.getByText("It was ready on Friday.")).toBeVisible();
  // A statement is told at once; a file is found by whoever looks.
  await page.reload();
  const file = await downloaded(page, () => page.getByRole("button", { name: "letter.txt" }).click());
  expect(file.bytes.toString()).toBe("Sent on Friday.");
  await page.getByRole("button", { name: "Propose a split" }).click();
  await page.getByRole("dialog").getByLabel("To the members, in EUR without tax").fill("4.00");
  await page.getByRole("dialog").getByRole("button", { name: "Propose it" }).click();
  await expect(page.getByText("To the members, before the split: €4.00")).toBeVisible();
  await expect(page.getByText("Proposed by you,")).toBeVisible();
  await expect(page.getByText(/^Back to you: €[\d,.]+/)).toBeVisible();

  const { proposals } = await carla.call<{ proposals: { id: string }[] }>("GET", `/disputes/${dispute}`);
  for (const other of others) {
    // Whoever has no part in it has nothing to agree to.
    await other.status("POST", `/disputes/${dispute}/proposals/${proposals.at(-1)?.id}/accept`);
  }
  await theirs.getByRole("button", { name: "Accept this proposal" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Accept this proposal" }).click();
  await expect(theirs.getByText("Settled", { exact: true })).toBeVisible();
  await expect(page.getByText("An agreement of both sides")).toBeVisible();
  const over = await carla.call<{ state: string; to_members: { amount: number } }>("GET", `/disputes/${dispute}`);
  expect([over.state, over.to_members.amount]).toEqual(["settled", 400]);
  await page.getByRole("link", { name: "The engagement", exact: true }).click();
  await expect(step(page, milestone)).toContainText("To the members, before the split");
  await expect(step(page, milestone)).toContainText("Back to you");
  await theirs.close();
});

/** Work that is over and of which not everybody has said yet how it was. */
async function reviewed(request: APIRequestContext): Promise<{ carla: Caller; id: string }> {
  const carla = await demo(request, "client");
  for (const { id } of (await engagementsOf(carla)).filter(({ state }) => state === "completed")) {
    const { state } = await carla.call<{ state: string }>("GET", `/engagements/${id}/reviews`);
    if (state === "open") {
      return { carla, id };
    }
  }
  throw new Error("everybody has said how all of carla's work was");
}

test("both sides say how it was, and neither reads the other before all have spoken", async ({ page, request }) => {
  const { carla, id } = await reviewed(request);
  const mate = await mateOf(request, id);
  await mate.call("PUT", `/member/engagements/${id}/reviews`, { score: 4, words: "Paid on the day." });
  await enter(page, carla, `/engagements/${id}/reviews`);
  await expect(page.getByText("Open, and sealed")).toBeVisible();
  await expect(page.getByText("Paid on the day.")).toBeHidden();
  const team = page.getByRole("region", { name: "How was the team?" });
  const words = `A pleasure, ${newWord()}.`;
  await team.getByLabel("Score", { exact: true }).selectOption("5: excellent");
  await team.getByLabel("In words", { exact: true }).fill(words);
  await team.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Kept, and sealed.")).toBeVisible();
  const mine = await carla.call<{ reviews: { about: string; score: number; words: string }[] }>(
    "GET",
    `/engagements/${id}/reviews`,
  );
  expect(mine.reviews.find(({ about }) => about === "team")).toMatchObject({ score: 5, words });
  expect(JSON.stringify(mine)).not.toContain("Paid on the day.");
  const theirs = await mate.call("GET", `/member/engagements/${id}/reviews`);
  expect(JSON.stringify(theirs)).not.toContain(words);
});

test("a member keeps a statement, and the browser proves a payment by it", async ({ page, request }) => {
  const closed = new Date().toISOString().slice(0, 7);
  const work = await milestoneThat(request, ({ state }) => state === "released");
  const mate = await mateOf(request, work.engagement.id);
  await enter(page, mate, "/member/statements");
  await page
    .getByRole("main")
    .getByRole("link", { name: /\d{4}$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Statement for /);
  const saved = page.getByRole("group", { name: "Save the statement" }).getByRole("button");
  await expect(saved).toHaveText(["PDF", "XLSX", "CSV", "HTML", "Print"]);
  expectPdf(await downloaded(page, () => page.getByRole("button", { name: "PDF", exact: true }).click()));
  const { bytes } = await downloaded(page, () => page.getByRole("button", { name: "CSV", exact: true }).click());
  expect(bytes.toString()).toContain("EUR");

  const { lines } = await mate.call<{ lines: { items: { entry: string; posted_at: string; work: object | null }[] } }>(
    "GET",
    "/member/earnings?limit=100",
  );
  const before = lines.items.find(({ posted_at, work }) => work && posted_at.slice(0, 7) < closed);
  await page.goto(`/earnings/${before?.entry}`);
  await expect(page.getByText("Checked in this browser: it stands there").first()).toBeVisible();
  await expect(page.getByText("The check failed")).toBeHidden();
});

test("an invoice and a credit note are kept in each form that the law knows", async ({ page, request }) => {
  const carla = await demo(request, "client");
  const { items } = await carla.call<{ items: { id: string; kind: string; number: string }[] }>(
    "GET",
    "/client/invoices?limit=100",
  );
  const note = items.find(({ kind }) => kind === "credit_note");
  expect(note, "a credit note, as the demo network gave something back").toBeDefined();
  await enter(page, carla, `/invoices/${note?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Credit note ${note?.number}`);
  await expect(page.getByRole("link", { name: "What was paid back" })).toHaveAttribute("href", "/billing");
  expectPdf(await downloaded(page, () => page.getByRole("button", { name: "PDF (Factur-X)" }).click()));
  const cii = await downloaded(page, () => page.getByRole("button", { name: "CII" }).click());
  expect(cii.bytes.toString()).toContain("CrossIndustryInvoice");
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 40[34]/ });

  test("neither side does what is the other's, and strangers see nothing of the work", async ({ page, request }) => {
    const { carla, engagement, milestone } = await milestoneThat(request, ({ state }) => state === "funded");
    const [mate, eve] = [await mateOf(request, engagement.id), await newClient(request, "Eve")];
    const mallory = await newMember(request, "Mallory");
    expect(await carla.status("POST", `/milestones/${milestone.id}/submit`)).toBe(403);
    expect(await mate.status("POST", `/milestones/${milestone.id}/accept`)).toBe(403);
    expect(await mate.status("POST", `/milestones/${milestone.id}/fundings`, {})).toBe(403);
    expect(await mate.status("GET", `/engagements/${engagement.id}`)).toBe(403);
    expect(await mallory.status("POST", `/milestones/${milestone.id}/submit`)).toBe(404);
    const complaint = { reason: "other", words: "It is mine." };
    expect(await mallory.status("POST", `/milestones/${milestone.id}/disputes`, complaint)).toBe(404);
    expect(await eve.status("POST", `/milestones/${milestone.id}/accept`)).toBe(404);
    expect(await eve.status("POST", `/milestones/${milestone.id}/fundings`, {})).toBe(404);
    await enter(page, eve, `/engagements/${engagement.id}`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    await expect(page.getByText(engagement.title)).toBeHidden();
  });
});
