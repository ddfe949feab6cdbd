import { briefFor, newClient, newDraft } from "./support/people";
import { enter, expect, test } from "./support/test";

test("a client sees that there are no briefs, then the one that was posted, and opens it", async ({
  page,
  request,
}) => {
  const ada = await newClient(request, "Ada");
  await enter(page, ada, "/briefs");
  await expect(page.getByRole("heading", { name: "No briefs yet" })).toBeVisible();

  const id = await newDraft(ada, briefFor("A booking page for the valley"));
  const deadline = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await ada.call("POST", `/briefs/${id}/post`, { bidding: "formed", deadline });
  await page.reload();
  const card = page.getByRole("listitem").filter({ hasText: "A booking page for the valley" });
  await expect(card).toContainText("Posted");
  await expect(card).toContainText("2 seats");
  await card.getByRole("link").click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A booking page for the valley");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByText("Bids stay sealed, for you as well, until the deadline.")).toBeVisible();
  await expect(page.getByText("€12,500.00")).toBeVisible();
  const needs = page.getByRole("list", { name: "Skills of Front-end developer" });
  await expect(needs.getByRole("listitem").first()).toHaveText(
    "Front-End DevelopmentLevel: advancedMust haveVery important",
  );
  await expect(page.getByText("At most €95.00 an hour")).toBeVisible();
  await expect(page.getByText("Speaks English and German")).toBeVisible();
});

test("a long list of briefs comes page by page", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  for (let number = 1; number <= 23; number += 1) {
    await newDraft(ada, briefFor(`Brief number ${number}`));
  }
  await enter(page, ada, "/briefs");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(20);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(23);
  await expect(page.getByRole("button", { name: "Show more" })).toBeHidden();
  await expect(page.getByRole("main").getByRole("listitem").last()).toContainText("Brief number 1");
});

test.describe("not found", () => {
  test.use({ provoked: /status of 404/ });

  test("another organisation's brief is not shown, nor whether there is one", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    const eve = await newClient(request, "Eve");
    const id = await newDraft(ada, briefFor("A secret of Ada's"));
    await enter(page, eve, `/briefs/${id}`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Brief");
    await expect(page.getByText("A secret of Ada's")).toBeHidden();
    await page.getByRole("link", { name: "Go to “Briefs”" }).click();
    await expect(page).toHaveURL("/briefs");
  });
});

test.describe("offline", () => {
  test.use({ provoked: /net::ERR_FAILED/ });

  test("a list that cannot be fetched says so, and can be tried again", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    await newDraft(ada, briefFor("Behind the clouds"));
    await page.route("**/api/v1/briefs?*", (route) => route.abort());
    await enter(page, ada, "/briefs");
    const error = page.getByRole("alert");
    await expect(error).toContainText("Muster cannot be reached.", { timeout: 15_000 });
    await page.unroute("**/api/v1/briefs?*");
    await error.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("link", { name: "Behind the clouds" })).toBeVisible();
  });
});

test.describe("at fault", () => {
  test.use({ provoked: /status of 500/ });

  test("a fault of the server is told with the name that its log has for the request", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    const problem = { type: "urn:muster:problem:internal", title: "Internal", status: 500, detail: "It was logged." };
    await page.route("**/api/v1/briefs?*", (route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        headers: { "x-request-id": "5c1a2b3d-0000-4000-8000-000000000001" },
        body: JSON.stringify(problem),
      }),
    );
    await enter(page, ada, "/briefs");
    const error = page.getByRole("alert");
    // It is tried three times before anything is said.
    await expect(error).toContainText("Something went wrong on our side", { timeout: 15_000 });
    await expect(error).toContainText("name this: 5c1a2b3d-0000-4000-8000-000000000001");
  });
});

test.describe("expired", () => {
  test.use({ provoked: /status of 401/ });

  test("an access token that is refused is renewed once, and nobody notices", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    await newDraft(ada, briefFor("Still here"));
    await enter(page, ada, "/briefs");
    await expect(page.getByRole("link", { name: "Still here" })).toBeVisible();
    let refused = 0;
    await page.route("**/api/v1/briefs/*", async (route) => {
      refused += 1;
      const headers = { ...route.request().headers(), authorization: "Bearer expired" };
      await route.continue(refused === 1 ? { headers } : {});
    });
    await page.getByRole("link", { name: "Still here" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Still here");
    expect(refused).toBe(2);
  });
});
