import { downloaded } from "./support/downloads";
import { settings } from "./support/network";
import { expect, test } from "./support/test";

const main = (page: import("@playwright/test").Page) => page.getByRole("main");

test("a stranger reads what it is for, and finds the way to join, to the rules and to the network", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The right team, from the spaces around you");
  for (const heading of ["For clients", "For members", "For spaces", "Fair by a ledger of turns"]) {
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
  await page.getByRole("navigation").getByRole("link", { name: "Policy and fees" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Policy and fees");
  await page.getByRole("navigation").getByRole("link", { name: "The network" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What the network can do");
  await page.goBack();
  await page.goBack();
  await main(page).getByRole("link", { name: "Join the network" }).first().click();
  await expect(page).toHaveURL("/sign-up");
});

test("who runs the network and what is done with data stand at the foot of every page", async ({ page }) => {
  for (const path of ["/", "/policy", "/sign-in"]) {
    await page.goto(path);
    const foot = page.getByRole("contentinfo");
    for (const [name, address] of [
      ["Imprint", settings.MUSTER_LEGAL_IMPRINT],
      ["Privacy notice", settings.MUSTER_LEGAL_PRIVACY],
    ] as const) {
      await expect(foot.getByRole("link", { name }), path).toHaveAttribute("href", address);
    }
  }
  await page.goto("/sign-up");
  const notice = main(page).getByRole("link", { name: "Read the privacy notice" });
  await expect(notice).toHaveAttribute("href", settings.MUSTER_LEGAL_PRIVACY);
});

test("a page names all the scripts that it needs, so that none is learned of late", async ({ page }) => {
  for (const path of ["/", "/policy", "/sign-in", "/network"]) {
    const html = (await (await page.goto(path))?.text()) ?? "";
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
    );
    const scripts = loaded.filter((name) => name.endsWith(".js"));
    expect(scripts.length, path).toBeGreaterThan(4);
    expect(
      scripts.filter((name) => !html.includes(name)),
      path,
    ).toEqual([]);
  }
});

test("the policy in force stands in the open, with every weight, and so do the fees", async ({ page, request }) => {
  const { version, policy } = await (await request.get("/api/v1/policy")).json();
  const { items } = await (await request.get("/api/v1/terms")).json();
  await page.goto("/policy");
  await expect(page.getByText(`Version ${version}, in force now.`)).toBeVisible();
  const weights = page.getByRole("table", { name: "What counts how much" });
  for (const [term, weight] of [
    ["Fit", policy.weights.fit],
    ["Turn", policy.weights.turn],
    ["Ties in the team", policy.weights.cohesion],
  ]) {
    await expect(weights.getByRole("row").filter({ hasText: term }).first()).toContainText(String(weight));
  }
  const today = new Date().toISOString().slice(0, 10);
  const fee = items.find(
    (rate: { kind: string; from_day: string }) => rate.kind === "network" && rate.from_day <= today,
  );
  const fees = page.getByRole("table", { name: "What the network takes" });
  await expect(fees.getByRole("row").filter({ hasText: "of what members earn" }).first()).toContainText(
    `${fee.basis_points / 100}%`,
  );
  await expect(page.getByText("What never counts: the space somebody works from")).toBeVisible();
});

test("every policy there was stays readable, with the reason for it", async ({ page, request }) => {
  const { items } = await (await request.get("/api/v1/policies")).json();
  await page.goto("/policy");
  const history = page.getByRole("region", { name: "Every policy there was" });
  await expect(history.getByText("from the beginning")).toBeVisible();
  const proposed = items.find(({ id }: { id?: string }) => id);
  await expect(history.getByText(proposed.why).first()).toBeVisible();
  // Whatever rule a policy changes is told, not its weights alone.
  await expect(history.getByText("Turn balance that counts at most: 250 hours → 150 hours").first()).toBeVisible();
});

test("the network tells what it can do in sums: no count below three, and nobody's name", async ({ page, request }) => {
  const summary = await (await request.get("/api/v1/connections/summary")).json();
  const counts = [...summary.kinds, ...summary.exchange, ...summary.places];
  expect(counts.every(({ members }: { members: number }) => members >= 3)).toBe(true);
  expect(JSON.stringify(summary)).not.toMatch(/member_|Novák/);
  await page.goto("/network");
  await expect(page.getByRole("heading", { name: "What its members can do" })).toBeVisible();
  const pairs = page.getByRole("table", { name: "The strongest pairs of places" });
  await expect(pairs.getByRole("row").nth(1)).toBeVisible();
  const map = page.getByRole("img", { name: /^A map of the places/ });
  await map.scrollIntoViewIfNeeded();
  await expect.poll(() => map.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test("a stranger keeps a copy of where the logs ended, signed by the network", async ({ page, request }) => {
  const nights = async () => (await (await request.get("/api/v1/anchors")).json()).items.length;
  await expect.poll(nights).toBeGreaterThan(0);
  await page.goto("/network");
  const proof = page.getByRole("region", { name: "Proof that nothing was cut off" });
  await expect(proof.getByText("Audit log")).toBeVisible();
  const { name, bytes } = await downloaded(page, () =>
    proof.getByRole("button", { name: /^Download the last/ }).click(),
  );
  expect(name).toBe("muster-nights.json");
  const { items } = JSON.parse(bytes.toString());
  expect(items[0].content.format).toBe("muster-anchor/1");
  await expect(proof.getByText(items[0].content.heads[0].hash)).toBeVisible();
});

test("a stranger asks how many can do something, and where", async ({ page }) => {
  await page.goto("/network");
  const ask = page.getByRole("region", { name: "Ask the network" });
  await ask.getByRole("button", { name: "Ask" }).click();
  await expect(ask.getByText("Choose a skill first.")).toBeVisible();
  await ask.getByRole("combobox", { name: "Skill" }).pressSequentially("react");
  await page.getByRole("option", { name: "React", exact: true }).click();
  await ask.getByLabel("Place").selectOption({ index: 1 });
  await ask.getByRole("button", { name: "Ask" }).click();
  await expect(ask.getByText(/^\d+ members have practice: React\.$/)).toBeVisible();
  await expect(ask.getByText("Numbers below three are never told")).toBeVisible();
});

test("a stranger reads all of it in another language", async ({ page }) => {
  await page.goto("/policy");
  await page.getByRole("combobox", { name: "Language", exact: true }).selectOption("Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.goto("/network");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByText("What the network can do")).toBeHidden();
});

test.describe("without a session", () => {
  test.use({ provoked: /status of 40[134]/ });

  test("pages that need a session ask for it, and the API refuses what is not public", async ({ page, request }) => {
    for (const path of ["/briefs", "/earnings", "/desk", "/payout-batches"]) {
      await page.goto(path);
      await expect(page.getByText("Please sign in to go on."), path).toBeVisible();
    }
    for (const path of ["briefs", "member", "audit", "runs/run_01", "fundings?state=pending", "disputes"]) {
      expect((await request.get(`/api/v1/${path}`)).status(), path).toBe(401);
    }
  });
});
