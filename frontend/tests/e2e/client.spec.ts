import type { Page } from "@playwright/test";
import { downloaded } from "./support/downloads";
import { briefFor, type Caller, demo, newClient, newDraft, newPerson, PASSWORD } from "./support/people";
import { enter, expect, expectForbidden, FORMING, signIn, test } from "./support/test";
import { inDays, newInvitation, newMember } from "./support/work";

/** Searches for a skill of the last seat and takes the first one that is found. */
async function pickSkill(page: Page, label: string, typed: string, name: string) {
  await page.getByRole("combobox", { name: label }).last().pressSequentially(typed);
  await page.getByRole("option", { name, exact: true }).click();
}

test("a client writes a brief beside its live quote, and posts it", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  await signIn(page, ada.email);
  await page.getByRole("link", { name: "New brief" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A new brief");
  await expect(page.getByText("Choose a skill for a seat.")).toBeVisible();

  await page.getByLabel("Title").fill("A booking page for the valley");
  await page.getByRole("combobox", { name: "Category" }).selectOption("Web development");
  await page.getByLabel("Role").fill("Front-end developer");
  await pickSkill(page, "Which skill is a must?", "react", "React");
  const quote = page.getByRole("region", { name: "Live quote" });
  await expect(quote.getByText("Who may take a seat")).toBeVisible();
  await expect(page.getByText(/Saved as a draft at/)).toBeVisible();

  await page.getByRole("button", { name: "Post …" }).click();
  const dialog = page.getByRole("dialog", { name: "Post the brief" });
  await expect(dialog.getByText(/time zone/)).toBeVisible();
  await dialog.getByRole("button", { name: "Post the brief" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A booking page for the valley");
  await expect(page.getByText("Bids stay sealed, for you as well, until the deadline.")).toBeVisible();
});

test("what is missing is said above the form and beside the field", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  await enter(page, ada, "/briefs/new");
  await page.getByRole("button", { name: "Post …" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Seat 1: Choose at least one skill." });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Choose a category." }).click();
  await expect(page.getByRole("combobox", { name: "Category" })).toBeFocused();
});

test("what was typed and not saved comes back after a reload", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  await enter(page, ada, "/briefs/new");
  await page.getByLabel("Title").fill("Half a brief");
  await expect(page.getByText("Kept on this device")).toBeVisible();
  // Longer than the pause after which it is kept.
  await expect
    .poll(() => page.evaluate(() => Object.values(localStorage).some((kept) => kept.includes("Half a brief"))))
    .toBe(true);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText("What you typed before is back")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("Half a brief");
});

test("a brief that was given up begins anew as a copy, which is a brief of its own", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  const id = await newDraft(ada, briefFor("A booking page again"));
  await ada.call("POST", `/briefs/${id}/withdraw`);
  await enter(page, ada, `/briefs/${id}`);
  await page.getByRole("link", { name: "Copy as a new brief" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A new brief");
  await expect(page.getByLabel("Title")).toHaveValue("A booking page again");
  await page.getByRole("button", { name: "Save and close" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A booking page again");
  await expect(page).not.toHaveURL(`/briefs/${id}`);
});

test.describe("conflict", () => {
  test.use({ provoked: /status of 412/ });

  test("a version that was saved meanwhile is shown beside what was typed", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    const document = briefFor("The first title");
    const id = await newDraft(ada, document);
    await enter(page, ada, `/briefs/${id}/edit`);
    await expect(page.getByLabel("Title")).toHaveValue("The first title");
    await ada.call("PUT", `/briefs/${id}`, { ...document, title: "Theirs" }, { "If-Match": '"v1"' });
    await page.getByLabel("Title").fill("Mine");
    const dialog = page.getByRole("dialog", { name: "This was changed meanwhile" });
    await expect(dialog.getByRole("cell", { name: "Theirs" })).toBeVisible();
    await dialog.getByRole("button", { name: "Save what I wrote" }).click();
    await expect(page.getByText(/Saved as a draft at/)).toBeVisible();
    const saved = await ada.call<{ document: { title: string } }>("GET", `/briefs/${id}`);
    expect(saved.document.title).toBe("Mine");
  });
});

test("a wish that keeps everybody out is loosened from the quote at a press, and comes back at another", async ({
  page,
  request,
}) => {
  const ada = await newClient(request, "Ada");
  const draft = briefFor("A page for the chapter");
  // Nobody of the network speaks it, so that it narrows more than anything, whoever else is there.
  const seats = draft.seats.slice(1).map((seat) => ({ ...seat, languages: ["la"] }));
  const id = await newDraft(ada, { ...draft, seats });
  await enter(page, ada, `/briefs/${id}/edit`);
  const quote = page.getByRole("region", { name: "Live quote" });
  const language = page.getByRole("button", { name: "Remove Latin" });
  const none = quote.getByText("No team for these wishes").first();
  await expect(none).toBeVisible(FORMING);
  await expect(quote.getByText("At least one seat has nobody left.")).toBeVisible();
  await expect(quote.getByText("This narrows most")).toBeVisible();
  await expect(quote.getByText(/^Back-end developer: the language Latin\. With it: fewer than 3/)).toBeVisible();
  await expect(language).toBeVisible();

  await quote.getByRole("button", { name: /^Back-end developer: without Latin.*Change it$/ }).click();
  const changed = quote.getByRole("alert").filter({ hasText: "You changed" });
  await expect(changed.getByText("Back-end developer: without Latin")).toBeVisible();
  await expect(changed.getByRole("button", { name: "Undo" })).toBeFocused();
  await expect(language).toBeHidden();
  await expect(quote.getByText("A team is possible", { exact: true }).first()).toBeVisible(FORMING);
  const fact = (name: string) => quote.locator("dl > div").filter({ hasText: name });
  await expect(fact("What the team costs")).toContainText("€");
  await expect(fact("Earliest start")).toContainText(/\s20\d\d$/);

  await changed.getByRole("button", { name: "Undo" }).click();
  await expect(changed).toBeHidden();
  await expect(language).toBeVisible();
  await expect(none).toBeVisible(FORMING);
});

test.describe("ended", () => {
  test.use({ provoked: /status of 401/ });

  test("a session that ends below a brief is begun again over it, and what was typed is there and saved", async ({
    page,
    request,
  }) => {
    const ada = await newClient(request, "Ada");
    await enter(page, ada, "/briefs/new");
    const title = page.getByLabel("Title");
    await title.fill("Shorter than a session");
    await page.getByRole("combobox", { name: "Category" }).selectOption("Web development");
    await page.getByLabel("Role").fill("Front-end developer");
    await pickSkill(page, "Which skill is a must?", "react", "React");
    await expect(page.getByText(/Saved as a draft at/)).toBeVisible();

    // All sessions but the one that asks, which is not the page's.
    await ada.call("DELETE", "/sessions");
    await title.fill("Longer than a session");
    const dialog = page.getByRole("dialog", { name: "Please sign in again" });
    await expect(dialog).toBeVisible();
    await expect(title).toHaveValue("Longer than a session");
    await dialog.getByLabel("E-mail address").fill(ada.email);
    await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(title).toHaveValue("Longer than a session");
    await expect(page.getByLabel("Role")).toHaveValue("Front-end developer");

    // What could not be saved is tried again after some seconds, by itself.
    await expect(page.getByText(/Saved as a draft at/)).toBeVisible({ timeout: 20_000 });
    const { items } = await ada.call<{ items: { title: string }[] }>("GET", "/briefs");
    expect(items.map((brief) => brief.title)).toEqual(["Longer than a session"]);
  });
});

test("a draft that was given up is fixed", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  const id = await newDraft(ada, briefFor("Not needed after all"));
  await enter(page, ada, `/briefs/${id}`);
  await page.getByRole("button", { name: "Give up" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Give up" }).click();
  await expect(page.getByText("The draft is given up.")).toBeVisible();
  await page.goto(`/briefs/${id}/edit`);
  await expect(page.getByText("This brief is fixed")).toBeVisible();
});

test("somebody without an organisation has no brief to write", async ({ request }) => {
  const mallory = await newPerson(request, "Mallory");
  const { access_token: token } = await mallory.signIn();
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await request.fetch("/api/v1/briefs", { method: "POST", headers, data: briefFor("Not mine") });
  expect(answer.status()).toBe(403);
});

test("a client answers who would take a seat for fewer hours, without a name", async ({ page, request }) => {
  const { client, member, brief, invitation } = await newInvitation(request, "A page in fewer hours");
  await member.call("POST", `/member/invitations/${invitation}/counter`, { hours: 12 });
  await enter(page, client, "/home");
  await page.getByRole("link", { name: "Front-end developer · A page in fewer hours" }).click();
  const asked = page.getByRole("region", { name: "Fewer hours for a seat" });
  await expect(asked.getByText("Front-end developer: 12 hours a week instead of 16")).toBeVisible();
  await expect(asked.getByText("Mia")).toBeHidden();
  await asked.getByRole("button", { name: "Accept 12 hours" }).click();
  await expect(asked.getByText("Accepted", { exact: true })).toBeVisible(FORMING);
  const { items } = await client.call<{ items: { state: string }[] }>("GET", `/briefs/${brief}/counters`);
  expect(items.map(({ state }) => state)).toEqual(["held"]);
  const mine = await member.call<{ items: { state: string; hours: number }[] }>("GET", "/member/invitations");
  expect(mine.items.find(({ state }) => state === "accepted")?.hours).toBe(12);
});

test("a client keeps the hours as they are, and the member still has the offer", async ({ page, request }) => {
  const { client, member, brief, invitation } = await newInvitation(request, "A page in all hours");
  await member.call("POST", `/member/invitations/${invitation}/counter`, { hours: 10 });
  await enter(page, client, `/briefs/${brief}`);
  await page.getByRole("button", { name: "Keep 16 hours" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep 16 hours" }).click();
  await expect(page.getByText("The hours stay as they are.", { exact: true })).toBeVisible();
  const offer = await member.call<{ state: string; counter: { state: string } }>(
    "GET",
    `/member/invitations/${invitation}`,
  );
  expect([offer.state, offer.counter.state]).toEqual(["pending", "refused"]);
});

test("a client's answer to one bidder is read by all", async ({ page, request }) => {
  const [ada, mia] = [await newClient(request, "Ada"), await newMember(request, "Mia")];
  await mia.call("PUT", "/member/bidding", { categories: ["web"] });
  const id = await newDraft(ada, briefFor("A page with an answer"));
  await ada.call("POST", `/briefs/${id}/post`, { bidding: "open", deadline: inDays(5) });
  await mia.call("POST", `/member/briefs/${id}/questions`, { words: "Who keeps the calendars?" });
  await enter(page, ada, "/home");
  await page.getByRole("link", { name: "Who keeps the calendars? · A page with an answer" }).click();
  await page.getByLabel("Your answer").fill("Each farm its own.");
  await page.getByRole("button", { name: "Answer for everybody" }).click();
  // What is being sent is read in its field, too; once it is an answer, there is no field.
  await expect(page.getByRole("textbox", { name: "Your answer" })).toBeHidden();
  await expect(page.getByText("Each farm its own.")).toBeVisible();
  const { items } = await mia.call<{ items: { answer: string }[] }>("GET", `/member/briefs/${id}/questions`);
  expect(items.map(({ answer }) => answer)).toEqual(["Each farm its own."]);
});

interface Bid {
  id: string;
  price: { amount: number };
}

interface Opened {
  id: string;
  title: string;
  bids: Bid[];
}

/** A brief of carla's in one of these states, of which so many bids or more are open: the newest such one. */
async function openedBids(carla: Caller, states: string[], least = 2): Promise<Opened | undefined> {
  const { items } = await carla.call<{ items: { id: string; title: string; state: string }[] }>(
    "GET",
    "/briefs?limit=100",
  );
  for (const { id, title } of items.filter(({ state }) => states.includes(state))) {
    const { bids } = await carla.call<{ bids: Bid[] }>("GET", `/briefs/${id}/bids`);
    if (bids.length >= least) {
      return { id, title, bids };
    }
  }
  return undefined;
}

test("a client compares the bids side by side, and reads just what differs", async ({ page, request }) => {
  const carla = await demo(request, "client");
  const opened = await openedBids(carla, ["decided", "awarded"]);
  await enter(page, carla, `/briefs/${opened?.id}/bids`);
  const table = page.getByRole("table", { name: "Bids side by side" });
  await expect(table.getByRole("columnheader", { name: /^Bid \d/ })).toHaveCount(opened?.bids.length ?? 0);
  await expect(table.getByRole("columnheader", { name: "Bid 1" })).toContainText(/First by the policy|Awarded/);
  const rows = table.getByRole("rowheader");
  const all = await rows.count();
  await page.getByRole("switch", { name: "Show only what differs" }).click();
  await expect(rows.filter({ hasNotText: "differs" })).toHaveCount(0);
  expect(await rows.count()).toBeLessThan(all);
  const prices = (opened?.bids ?? []).map(({ price }) => price.amount);
  await page.getByRole("switch", { name: "Show only what differs" }).click();
  const lowest = Math.min(...prices) / 100;
  await expect(
    table.getByText(`€${lowest.toLocaleString("en-GB", { minimumFractionDigits: 2 })}`).first(),
  ).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(table).toBeHidden();
  await page.getByRole("radiogroup", { name: "Which bid is shown" }).getByText("Bid 2").click();
  await expect(page.getByText("Price before tax").first()).toBeVisible();
});

const LAPSED_FOR = {
  no_team: /^Muster could form no team/,
  no_bid: /^Nobody had made a bid/,
  incomplete: /^Bids were begun, and none of them was complete/,
  not_awarded: /^The day on which the work was to begin passed without an award/,
};

test("a brief that has lapsed says for what", async ({ page, request }) => {
  const carla = await demo(request, "client");
  const briefs = await carla.call<{ items: { id: string; state: string }[] }>("GET", "/briefs?limit=100");
  const lapsed = briefs.items.find(({ state }) => state === "lapsed");
  expect(lapsed, "a brief of carla's that has lapsed").toBeDefined();
  const { lapsed_for } = await carla.call<{ lapsed_for: keyof typeof LAPSED_FOR }>("GET", `/briefs/${lapsed?.id}`);
  await enter(page, carla, `/briefs/${lapsed?.id}`);
  await expect(page.getByText(LAPSED_FOR[lapsed_for])).toBeVisible();
});

test("a client keeps the receipt of a run once its brief is awarded", async ({ page, request }) => {
  const carla = await demo(request, "client");
  const briefs = await carla.call<{ items: { id: string; state: string }[] }>("GET", "/briefs?limit=100");
  const awarded = briefs.items.find(({ state }) => state === "awarded");
  const runs = await carla.call<{ items: { receipt: { run: string } }[] }>("GET", `/briefs/${awarded?.id}/runs`);
  await enter(page, carla, `/briefs/${awarded?.id}`);
  const toEngagement = page.getByRole("link", { name: "Go to the engagement", exact: true });
  await expect(toEngagement).toHaveAttribute("href", /^\/engagements\/engagement_/);
  // Of several runs that fill one seat, each has its own.
  const receipt = page.getByRole("button", { name: /^Receipt .*\(JSON\)$/ }).first();
  const { name, bytes } = await downloaded(page, () => receipt.click());
  expect(name).toBe(`${runs.items[0]?.receipt.run}.receipt.json`);
  expect(JSON.parse(bytes.toString()).signature).toMatch(/^[0-9a-f]{128}$/);
});

test("a client awards a bid: the hours are booked and the engagement begins", async ({ page, request }) => {
  const carla = await demo(request, "client");
  const opened = await openedBids(carla, ["decided"], 1);
  expect(opened, "a brief that waits for carla's decision").toBeDefined();
  await enter(page, carla, "/home");
  await page
    .getByRole("listitem")
    .filter({ hasText: "Decide" })
    .getByRole("link", { name: opened?.title, exact: true })
    .first()
    .click();
  await page.getByRole("button", { name: "Award Bid 1" }).click();
  const dialog = page.getByRole("dialog", { name: "Award Bid 1?" });
  await expect(dialog.getByText(/^You can award it until the end of /)).toBeVisible();
  await expect(dialog.getByText("It cannot be taken back.")).toBeVisible();
  await dialog.getByRole("button", { name: "Award Bid 1" }).click();
  await expect(page).toHaveURL(/\/engagements\/engagement_/);
  await expect(page.getByRole("heading", { name: "The plan" })).toBeVisible();
  const brief = await carla.call<{ state: string }>("GET", `/briefs/${opened?.id}`);
  expect(brief.state).toBe("awarded");
  const engagement = await carla.call<{ bid: string; state: string }>("GET", new URL(page.url()).pathname);
  expect([engagement.bid, engagement.state]).toEqual([opened?.bids[0]?.id, "active"]);
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 40[34]/ });

  test("a client sees no page of another hat, and no name before the deadline", async ({ page, request }) => {
    const { client, member, brief, invitation } = await newInvitation(request, "A page without names");
    await enter(page, client, "/home");
    await expectForbidden(page, ["/invitations", "/earnings", "/spaces", "/desk", "/fundings", "/turns"]);
    for (const path of ["/member", "/operator/spaces", "/steward/handovers", "/strays", "/audit"]) {
      expect(await client.status("GET", path), path).toBe(403);
    }
    expect(await client.status("GET", `/member/invitations/${invitation}`)).toBe(403);
    expect(await client.status("POST", `/member/invitations/${invitation}/accept`, {})).toBe(403);
    await member.call("POST", `/member/invitations/${invitation}/accept`, {});
    const told = await Promise.all(
      ["", "/bids", "/runs", "/counters", "/questions"].map((part) => client.call("GET", `/briefs/${brief}${part}`)),
    );
    expect(JSON.stringify(told)).not.toMatch(/member_|Mia/);
    await page.goto(`/briefs/${brief}/bids`);
    await expect(page.getByRole("heading", { name: "The bids are sealed" })).toBeVisible();
    await expect(page.getByText("Mia")).toBeHidden();
  });

  test("a client cannot award what another one is to decide", async ({ request }) => {
    const [carla, eve] = [await demo(request, "client"), await newClient(request, "Eve")];
    const opened = await openedBids(carla, ["decided", "awarded"]);
    expect(await eve.status("GET", `/briefs/${opened?.id}/bids`)).toBe(404);
    expect(await eve.status("POST", `/bids/${opened?.bids[0]?.id}/award`, {})).toBe(404);
  });
});
