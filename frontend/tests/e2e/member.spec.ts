import type { Locator, Page } from "@playwright/test";
import { type Caller, demo } from "./support/people";
import { enter, expect, expectForbidden, FORMING, test } from "./support/test";
import { newInvitation, newMember } from "./support/work";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const weekOf = (member: Caller) => member.call<Record<string, number>>("GET", "/member/availability");

const stateOf = async (member: Caller, invitation: string) => {
  const { state } = await member.call<{ state: string }>("GET", `/member/invitations/${invitation}`);
  return state;
};

test("mia finds what waits for her on her first page, the way that the API tells it", async ({ page, request }) => {
  const mia = await demo(request, "member");
  await enter(page, mia, "/home");
  await expect(page.getByText("You act as member.")).toBeVisible();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Waiting for you" })).toBeVisible();
  // A brief that another journey posts meanwhile may bring her one more.
  await expect(async () => {
    const { items } = await mia.call<{ items: { state: string; title: string }[] }>("GET", "/member/invitations");
    const open = items.filter(({ state }) => state === "pending");
    await expect(main.getByRole("listitem").filter({ hasText: "Invitation" })).toHaveCount(open.length, {
      timeout: 2_000,
    });
  }).toPass({ timeout: 30_000 });
  await expect(main.getByRole("listitem").filter({ hasText: "Sign off a bid" }).getByRole("link")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("a member takes a seat in three taps", async ({ page, request }) => {
    const { member, invitation } = await newInvitation(request, "A page for three taps");
    await enter(page, member, "/home");
    await page.getByRole("link", { name: "Front-end developer · A page for three taps" }).tap();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A page for three taps");
    await page.getByRole("button", { name: "Accept the seat" }).tap();
    await page.getByRole("dialog").getByRole("button", { name: "Yes, I take it" }).tap();
    await expect(page.getByText("The seat is yours in this team.")).toBeVisible();
    expect(await stateOf(member, invitation)).toBe("accepted");
  });

  test("a finger paints the hours of a day", async ({ page, request }) => {
    const member = await newMember(request, "Mia");
    await enter(page, member, "/availability");
    await page.getByRole("gridcell", { name: "Sunday, hour 4" }).tap();
    await expect(page.getByRole("textbox", { name: "Sunday, hours" })).toHaveValue("4");
    await page.getByRole("button", { name: "Save the week" }).tap();
    await expect(page.getByText("Your usual week is saved.")).toBeVisible();
    expect((await weekOf(member)).sunday).toBe(4);
  });
});

test("a member declines; it costs no turn, and the client is told nothing", async ({ page, request }) => {
  const { client, member, brief, invitation } = await newInvitation(request, "A page to decline");
  await enter(page, member, `/invitations/${invitation}`);
  await expect(page.getByRole("heading", { name: "What you keep" })).toBeVisible();
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Decline the seat" }).click();
  await expect(page.getByText("You declined. It cost you nothing, and nobody was told.")).toBeVisible();
  expect(await stateOf(member, invitation)).toBe("declined");
  const { balance } = await member.call<{ balance: number }>("GET", "/member/turns");
  expect(balance).toBe(0);
  const told = await client.call<{ items: { words?: string }[] }>("GET", "/notices");
  expect(JSON.stringify(told)).not.toContain("eclined");
  expect(await client.status("GET", `/briefs/${brief}/counters`)).toBe(200);
});

test("an invitation that lapsed tells until when it could be answered", async ({ page, request }) => {
  const mia = await demo(request, "member");
  const invitations = await mia.call<{ items: { id: string; state: string; expires_at: string }[] }>(
    "GET",
    "/member/invitations?limit=100",
  );
  const lapsed = invitations.items.find(({ state }) => state === "lapsed");
  expect(lapsed, "an invitation of mia's that lapsed").toBeDefined();
  await enter(page, mia, `/invitations/${lapsed?.id}`);
  const told = page.getByText("You could answer until").locator("time");
  await expect(told).toHaveAttribute("datetime", lapsed?.expires_at ?? "");
});

test("a member takes the seat at another rate, which the policy decides at once", async ({ page, request }) => {
  const { member, invitation } = await newInvitation(request, "A page for less");
  await enter(page, member, `/invitations/${invitation}`);
  await page.getByRole("button", { name: "Other terms" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your rate an hour, in EUR").fill("75");
  await dialog.getByRole("button", { name: "Say this" }).click();
  await expect(page.getByText("The seat is yours in this team.")).toBeVisible(FORMING);
  await expect(page.getByText("€75.00").first()).toBeVisible();
  const { items } = await member.call<{ items: { state: string; rate: { amount: number } }[] }>(
    "GET",
    "/member/invitations",
  );
  expect(items.find(({ state }) => state === "accepted")?.rate.amount).toBe(7_500);
});

test("the hours are painted with the keyboard: arrows, space, shift and arrows", async ({ page, request }) => {
  const member = await newMember(request, "Mia");
  await enter(page, member, "/availability");
  await page.getByRole("gridcell", { name: "Monday, hour 8" }).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("gridcell", { name: "Sunday, hour 7" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("gridcell", { name: "Sunday, hour 7" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("status").filter({ hasText: "Sunday: 7 hours" })).toBeAttached();

  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByRole("gridcell", { name: "Wednesday, hour 6" })).toBeFocused();
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await page.getByRole("button", { name: "Save the week" }).click();
  await expect(page.getByText("Your usual week is saved.")).toBeVisible();
  const week = await weekOf(member);
  expect([week.monday, week.tuesday, week.wednesday, week.thursday, week.sunday]).toEqual([6, 6, 6, 8, 7]);
});

/** Where one points at an element. */
async function middleOf(element: Locator): Promise<[x: number, y: number]> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  return box ? [box.x + box.width / 2, box.y + box.height / 2] : [0, 0];
}

test("a mouse paints several days in one stroke, and whoever leaves is asked before it is lost", async ({
  page,
  request,
}) => {
  const member = await newMember(request, "Mia");
  await enter(page, member, "/availability");
  const hours = (day: string) => page.getByRole("textbox", { name: `${day}, hours` });
  await expect(hours("Monday")).toHaveValue("8");
  const [monday, wednesday] = [
    page.getByRole("gridcell", { name: "Monday, hour 6" }),
    page.getByRole("gridcell", { name: "Wednesday, hour 6" }),
  ];
  // The stroke goes where both stand once the page has scrolled to them.
  await middleOf(wednesday);
  await page.mouse.move(...(await middleOf(monday)));
  await page.mouse.down();
  await page.mouse.move(...(await middleOf(wednesday)), { steps: 12 });
  await page.mouse.up();
  const expectPainted = async () => {
    for (const day of ["Monday", "Tuesday", "Wednesday"]) {
      await expect(hours(day)).toHaveValue("6");
    }
    await expect(hours("Thursday")).toHaveValue("8");
  };
  await expectPainted();
  await expect(page.getByText("Not saved yet")).toBeVisible();
  // A mouse that only goes over the grid paints nothing.
  await page.mouse.move(...(await middleOf(page.getByRole("gridcell", { name: "Friday, hour 2" }))));
  await expect(hours("Friday")).toHaveValue("8");

  const turns = page.getByRole("navigation").getByRole("link", { name: "Turns" });
  await turns.click();
  const guard = page.getByRole("dialog", { name: "Leave without saving?" });
  await guard.getByRole("button", { name: "Stay here" }).click();
  await expect(guard).toBeHidden();
  await expect(page).toHaveURL("/availability");
  await expectPainted();
  await turns.click();
  await guard.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Turns");
  expect((await weekOf(member)).monday).toBe(8);
});

/** Chooses this day of the next month. */
async function pickDay(page: Page, label: string, day: number) {
  await page.getByLabel(label, { exact: true }).click();
  const next = page.getByRole("button", { name: "Next month" });
  await next.click();
  await page.getByRole("button", { name: new RegExp(`^${day} \\w+ 20\\d\\d$`) }).click();
  await expect(next).toBeHidden();
}

test("a usual week begins with a preset, and a holiday is an exception to it until it is removed", async ({
  page,
  request,
}) => {
  const member = await newMember(request, "Mia");
  await enter(page, member, "/availability");
  const preset = page.getByRole("group", { name: "Begin with" }).getByRole("button", { name: "Half time" });
  await expect(preset).toHaveAttribute("aria-pressed", "false");
  await preset.click();
  await expect(preset).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("20 hours in a usual week")).toBeVisible();
  await page.getByRole("button", { name: "Save the week" }).click();
  await expect(page.getByText("Your usual week is saved.")).toBeVisible();
  const week = await weekOf(member);
  expect([week.monday, week.friday, week.saturday]).toEqual([4, 4, 0]);

  const form = page.getByRole("form", { name: "A new exception" });
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(form.getByRole("alert")).toContainText("Choose the first and the last day, 366 days at most.");
  // The last day first: both calendars then open on this month.
  await pickDay(page, "Last day", 12);
  await pickDay(page, "First day", 10);
  await form.getByLabel("Note for yourself").fill("On skis");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  const line = page.getByRole("main").getByRole("listitem").filter({ hasText: "On skis" });
  await expect(line).toContainText("Not free");
  const exceptions = async () => {
    const { items } = await member.call<{ items: { from: string; to: string; hours_a_day: number }[] }>(
      "GET",
      "/member/availability/exceptions",
    );
    return items.map(({ from, to, hours_a_day }) => [from.slice(8), to.slice(8), hours_a_day]);
  };
  expect(await exceptions()).toEqual([["10", "12", 0]]);
  await line.getByRole("button", { name: /^Remove the exception/ }).click();
  await expect(page.getByText("The exception is removed.")).toBeVisible();
  await expect(line).toBeHidden();
  expect(await exceptions()).toEqual([]);
});

test("a member makes an address of the bookings, which tells them until it is revoked", async ({ page, request }) => {
  const member = await newMember(request, "Mia");
  await enter(page, member, "/calendars");
  await page.getByRole("button", { name: "Make an address" }).click();
  await expect(page.getByText("Your address, shown this once")).toBeVisible();
  const { pathname } = new URL(await page.getByRole("textbox", { name: "Address of your bookings" }).inputValue());
  const feed = await request.get(pathname);
  expect(await feed.text()).toContain("BEGIN:VCALENDAR");
  await page.getByRole("button", { name: "Revoke the address" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke the address" }).click();
  await expect(page.getByText("There is no address yet.")).toBeVisible();
  expect((await request.get(pathname)).status()).toBe(404);
});

test.describe("conflict", () => {
  test.use({ provoked: /status of 412/ });

  test("hours that were saved elsewhere meanwhile stand beside those that were painted", async ({ page, request }) => {
    const member = await newMember(request, "Mia");
    await enter(page, member, "/availability");
    const monday = page.getByRole("textbox", { name: "Monday, hours" });
    await expect(monday).toHaveValue("8");
    const week = await weekOf(member);
    // Painted first: what is read anew from then on changes nothing of what the stroke builds on.
    await page.getByRole("button", { name: "Monday: one hour less" }).click();
    await expect(monday).toHaveValue("7");
    await member.call("PUT", "/member/availability", { ...week, monday: 2 }, { "If-Match": '"v1"' });
    await page.getByRole("button", { name: "Save the week" }).click();
    const dialog = page.getByRole("dialog", { name: "This was changed meanwhile" });
    await expect(dialog.getByRole("row", { name: "Monday 7 hours 2 hours" })).toBeVisible();
    await dialog.getByRole("button", { name: "Take what is saved" }).click();
    await expect(monday).toHaveValue("2");

    await page.getByRole("button", { name: "Monday: one hour more" }).click();
    await page.getByRole("button", { name: "Monday: one hour more" }).click();
    await expect(monday).toHaveValue("4");
    await member.call("PUT", "/member/availability", { ...week, monday: 3 }, { "If-Match": '"v2"' });
    await page.getByRole("button", { name: "Save the week" }).click();
    await dialog.getByRole("button", { name: "Save what I wrote" }).click();
    await expect(page.getByText("Your usual week is saved.")).toBeVisible();
    expect((await weekOf(member)).monday).toBe(4);
  });
});

test.describe("offline", () => {
  // What the page asks by itself meanwhile.
  test.use({ provoked: /net::ERR_/ });

  test("a banner says that the line is down; what is painted meanwhile is kept, and saved when it is back", async ({
    page,
    request,
    context,
  }) => {
    const member = await newMember(request, "Mia");
    await enter(page, member, "/availability");
    const sunday = page.getByRole("textbox", { name: "Sunday, hours" });
    await expect(sunday).toHaveValue("0");
    await context.setOffline(true);
    const banner = page.getByText("You are offline. What you see may be old; what you type is kept.");
    await expect(banner).toBeVisible();
    await page.getByRole("gridcell", { name: "Sunday, hour 4" }).click();
    await expect(sunday).toHaveValue("4");
    await context.setOffline(false);
    await expect(banner).toBeHidden();
    await expect(sunday).toHaveValue("4");
    await page.getByRole("button", { name: "Save the week" }).click();
    await expect(page.getByText("Your usual week is saved.")).toBeVisible();
    expect((await weekOf(member)).sunday).toBe(4);
  });
});

test("the language of all pages changes at once", async ({ page, request }) => {
  const member = await newMember(request, "Mia");
  await enter(page, member, "/home");
  await page.getByRole("combobox", { name: "Language", exact: true }).selectOption("Deutsch");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Guten Tag, Mia");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Verfügbarkeit" })).toBeVisible();
});

test("a member adds a skill and reads what each hat sees of the profile", async ({ page, request }) => {
  const member = await newMember(request, "Mia");
  await enter(page, member, "/member/profile");
  const save = page.getByRole("button", { name: "Save the profile" });
  await expect(save, "nothing has changed yet").toBeDisabled();
  await page.getByRole("combobox", { name: "Add a skill" }).pressSequentially("postgres");
  await page.getByRole("option", { name: /^PostgreSQL/ }).click();
  await page.getByLabel("Level of PostgreSQL").selectOption("advanced");
  await save.click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(save).toBeDisabled();
  const { skills } = await member.call<{ skills: { skill: string; level: number }[] }>("GET", "/member");
  expect(skills).toContainEqual(expect.objectContaining({ skill: "postgresql", level: 4 }));

  await page.getByRole("tab", { name: "Operator of your space" }).click();
  await expect(page.getByText("You belong to no space today, so no operator sees anything of you.")).toBeVisible();
});

test("what two members did together counts once the other one has confirmed it", async ({ page, request }) => {
  const [mia, hana] = [await newMember(request, "Mia"), await newMember(request, "Hana")];
  await mia.call("POST", "/member/connections", {
    kind: "advice",
    email: hana.email,
    happened_on: new Date().toISOString().slice(0, 10),
    note: "An hour about forms.",
  });
  await enter(page, hana, "/home");
  const waits = page.getByRole("main").getByRole("listitem");
  await waits.filter({ hasText: "Confirm a connection" }).getByRole("link").click();
  const card = page.getByRole("main").getByRole("listitem").filter({ hasText: "An hour about forms." });
  await expect(card).toContainText("Waits for you");
  await card.getByRole("button", { name: "Yes, it was so" }).click();
  await expect(card).toContainText("Confirmed");
  const { items } = await mia.call<{ items: { first_name: string }[] }>("GET", "/member/ties");
  expect(items.map(({ first_name }) => first_name)).toEqual(["Hana"]);
});

test("a member shares their lines with their space, and takes it back", async ({ page, request }) => {
  const member = await newMember(request, "Mia");
  const { items } = await member.call<{ items: { id: string; name: string }[] }>("GET", "/spaces");
  const today = new Date().toISOString().slice(0, 10);
  await member.call("PUT", "/member/home-space", { space: items[0]?.id, from: today });
  await enter(page, member, "/member/spaces");
  await page.getByRole("button", { name: "Share my lines" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Share my lines" }).click();
  await expect(page.getByText("Shared", { exact: true })).toBeVisible();
  const sharing = () => member.call<{ space: string | null }>("GET", "/member/sharing");
  expect((await sharing()).space).toBe(items[0]?.id);
  await page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(page.getByText("Not shared", { exact: true })).toBeVisible();
  expect((await sharing()).space).toBeNull();
});

test("a member lets clients see the counts of their reviews, and takes it back", async ({ page, request }) => {
  const member = await newMember(request, "Mia");
  const isShown = async () => (await member.call<{ shown: boolean }>("GET", "/member/reviews")).shown;
  await enter(page, member, "/bids");
  const counts = page.getByRole("region", { name: "Your reviews beside a bid" });
  await expect(counts.getByText("Nobody has reviewed a seat of yours yet.")).toBeVisible();
  await counts.getByRole("button", { name: "Show them" }).click();
  await expect(counts.getByText("Clients see them", { exact: true })).toBeVisible();
  expect(await isShown()).toBe(true);
  await counts.getByRole("button", { name: "Hide them" }).click();
  await expect(counts.getByText("Clients do not see them")).toBeVisible();
  expect(await isShown()).toBe(false);
});

test("mia reads why she was chosen, and her turns", async ({ page, request }) => {
  const mia = await demo(request, "member");
  await enter(page, mia, "/runs");
  await page.getByRole("link", { name: "A shop for rental skis" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  // The newest run is the one that refilled another seat, where hers stayed with her.
  await expect(
    page.getByText(/^(You (were chosen for|had) the seat|The seat “.+” was with you already)/),
  ).toBeVisible();
  await expect(page.getByText("Turn", { exact: true }).first()).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "Turns" }).click();
  await expect(page.getByRole("main").getByText("A shop for rental skis").first()).toBeVisible();
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 40[34]/ });

  test("a member sees no page of another hat, and the API refuses the same", async ({ page, request }) => {
    const mia = await demo(request, "member");
    await enter(page, mia, "/home");
    await expectForbidden(page, ["/briefs", "/spaces", "/desk", "/fundings", "/payout-batches", "/invoices"]);
    for (const path of ["/briefs", "/operator/spaces", "/steward/handovers", "/strays", "/audit", "/client/invoices"]) {
      expect(await mia.status("GET", path), path).toBe(403);
    }
  });

  test("a member sees nothing of what another one is offered", async ({ page, request }) => {
    const { invitation } = await newInvitation(request, "A secret of Mia's");
    const eve = await newMember(request, "Eve");
    await enter(page, eve, `/invitations/${invitation}`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    await expect(page.getByText("A secret of Mia's")).toBeHidden();
    expect(await eve.status("GET", `/member/invitations/${invitation}`)).toBe(404);
    expect(await eve.status("POST", `/member/invitations/${invitation}/accept`, {})).toBe(404);
  });
});
