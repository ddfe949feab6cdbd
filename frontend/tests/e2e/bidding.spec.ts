import type { APIRequestContext } from "@playwright/test";
import { briefFor, type Caller, newClient, newDraft, newPerson, PASSWORD } from "./support/people";
import { enter, expect, test } from "./support/test";

/** A member who takes part in open bidding on web work. */
async function newBidder(request: APIRequestContext, name: string): Promise<Caller> {
  const person = await newPerson(request, name);
  await person.call("POST", "/members", {
    headline: "Builds pages",
    about: "",
    rate: { amount: 8000, currency: "EUR" },
    onsite: false,
    in_pool: true,
    takes_bids: true,
    languages: ["en", "de"],
    skills: [{ skill: "front-end-development", level: 4 }],
  });
  const session = await request.post("/api/v1/sessions", {
    data: { email: person.email, password: PASSWORD, hat: "member" },
  });
  const { access_token } = await session.json();
  const call: Caller["call"] = async (method, path, body, headers) => {
    const sent = { Authorization: `Bearer ${access_token}`, ...headers };
    const answer = await request.fetch(`/api/v1${path}`, { method, headers: sent, data: body });
    const text = await answer.text();
    expect(answer.ok(), `${method} ${path}: ${text}`).toBe(true);
    return text ? JSON.parse(text) : undefined;
  };
  const bidder = { ...person, call };
  await bidder.call("PUT", "/member/bidding", { categories: ["web"] });
  return bidder;
}

async function openBrief(request: APIRequestContext, title: string) {
  const ada = await newClient(request, "Ada");
  const id = await newDraft(ada, briefFor(title));
  const deadline = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await ada.call("POST", `/briefs/${id}/post`, { bidding: "open", deadline });
  return { ada, id };
}

test("a client reads why the bids are sealed, and asks all bidders", async ({ page, request }) => {
  const { ada, id } = await openBrief(request, "Sealed until Friday");
  await enter(page, ada, `/briefs/${id}/bids`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bids: Sealed until Friday");
  await expect(page.getByRole("heading", { name: "The bids are sealed" })).toBeVisible();
  await expect(page.getByText("How many there are is sealed as well.")).toBeVisible();

  await page.getByLabel("Ask all bidders").fill("Who of you has been to a farm?");
  // What was typed and not asked is not lost on the way to another page.
  await page.getByRole("navigation").getByRole("link", { name: "Engagements" }).click();
  const guard = page.getByRole("dialog", { name: "Leave without saving?" });
  await guard.getByRole("button", { name: "Stay here" }).click();
  await expect(guard).toBeHidden();
  // Nor is it by signing out, which is asked about before the session is over.
  await page.getByRole("button", { name: "Account of Ada" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await guard.getByRole("button", { name: "Stay here" }).click();
  await expect(guard).toBeHidden();
  await expect(page.getByLabel("Ask all bidders")).toHaveValue("Who of you has been to a farm?");
  await page.getByRole("button", { name: "Ask all" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Who of you has been to a farm?" })).toBeVisible();
});

test.describe("on the member's side", () => {
  // That somebody has made no offer yet is answered with 404.
  test.use({ provoked: /status of 404/ });

  test("a member finds an open brief and asks the client without a name", async ({ page, request }) => {
    const mia = await newBidder(request, "Mia");
    const { ada, id } = await openBrief(request, "A page for twelve farms");
    await enter(page, mia, "/member/briefs");
    await page.getByRole("link", { name: "A page for twelve farms" }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A page for twelve farms");
    await page.getByLabel("Your question to the client").fill("May it be in Czech too?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "May it be in Czech too?" })).toBeVisible();
    const { items } = await ada.call<{ items: { words: string }[] }>("GET", `/briefs/${id}/questions`);
    expect(items.map(({ words }) => words)).toEqual(["May it be in Czech too?"]);
  });

  test("a rate above the cap is refused beside its field", async ({ page, request }) => {
    const mia = await newBidder(request, "Mia");
    const { id } = await openBrief(request, "A page with a cap");
    await enter(page, mia, `/member/briefs/${id}`);
    await page.getByLabel("Your rate an hour, in EUR").fill("95.01");
    await page.getByRole("button", { name: "Make the offer" }).click();
    await expect(page.getByRole("alert")).toContainText("not above the highest one");
    await expect(page.getByRole("alert")).toBeFocused();
  });

  test("another client's bids are not shown, nor whether there are any", async ({ page, request }) => {
    const { id } = await openBrief(request, "A secret of Ada's");
    const eve = await newClient(request, "Eve");
    await enter(page, eve, `/briefs/${id}/bids`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    await expect(page.getByText("A secret of Ada's")).toBeHidden();
  });
});

test("a member founds a crew and asks somebody by their address, without learning whether they have it", async ({
  page,
  request,
}) => {
  const mia = await newBidder(request, "Mia");
  await enter(page, mia, "/crews");
  await expect(page.getByRole("heading", { name: "No crews yet" })).toBeVisible();
  await page.getByLabel("Name of the crew").fill("The three of us");
  await page.getByRole("button", { name: "Found a crew" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The three of us");
  await page.getByLabel("E-mail address").fill("nobody@example.org");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("If a member has this address, they are asked.")).toBeVisible();
});
