import type { Page } from "@playwright/test";
import { briefFor, newClient, newDraft, newPerson } from "./support/people";
import { expect, signIn, test } from "./support/test";

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
  await page.getByRole("combobox", { name: "Category" }).fill("Web");
  await page.getByRole("option", { name: "Web development" }).click();
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
  await signIn(page, ada.email);
  await page.goto("/briefs/new");
  await page.getByRole("button", { name: "Post …" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Seat 1: Choose at least one skill." });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Choose a category." }).click();
  await expect(page.getByRole("combobox", { name: "Category" })).toBeFocused();
});

test("what was typed and not saved comes back after a reload", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  await signIn(page, ada.email);
  await page.goto("/briefs/new");
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

test.describe("conflict", () => {
  test.use({ provoked: /status of 412/ });

  test("a version that was saved meanwhile is shown beside what was typed", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    const document = briefFor("The first title");
    const id = await newDraft(ada, document);
    await signIn(page, ada.email);
    await page.goto(`/briefs/${id}/edit`);
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

test("a brief that was withdrawn is fixed", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  const id = await newDraft(ada, briefFor("Not needed after all"));
  await signIn(page, ada.email);
  await page.goto(`/briefs/${id}`);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("The brief is withdrawn.")).toBeVisible();
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
