import { grant, linkInMail, newAddress, newClient, newPerson, PASSWORD } from "./support/people";
import { enter, expect, signIn, test } from "./support/test";
import { newMember } from "./support/work";

test("somebody who has only just come posts a brief within three minutes", async ({ page }) => {
  // From the landing page to the posted brief.
  test.setTimeout(180_000);
  const email = newAddress("ada");
  await page.goto("/");
  await page.getByRole("link", { name: "Join the network" }).first().click();
  await page.getByLabel("Your name").fill("Ada Novak");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Please look into your mail" })).toBeFocused();

  await page.goto(await linkInMail(email, "/verify"));
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  const begun = page.waitForResponse(
    (answer) => answer.url().includes("/api/v1/") && answer.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  // Mails to her name hours in the zone of the browser in which she signed up.
  expect(await (await begun).json()).toMatchObject({ time_zone: "Europe/Vienna" });
  await expect(page.getByRole("heading", { name: "Hello, Ada Novak" })).toBeVisible();

  await page.getByLabel("Name of the organisation").fill("Novak & Co");
  await page.getByLabel("Country").selectOption("Austria");
  await page.getByRole("button", { name: "Found the organisation" }).click();
  await expect(page).toHaveURL("/briefs/new");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A new brief");

  await page.getByLabel("Title").fill("A booking page for the valley");
  await page.getByRole("combobox", { name: "Category" }).selectOption("Web development");
  await page.getByLabel("Role").fill("Front-end developer");
  await page.getByRole("combobox", { name: "Which skill is a must?" }).pressSequentially("react");
  await page.getByRole("option", { name: "React", exact: true }).click();
  const quote = page.getByRole("region", { name: "Live quote" });
  await expect(quote.getByText("Who may take a seat")).toBeVisible();
  await expect(page.getByText(/Saved as a draft at/)).toBeVisible();
  await page.getByRole("button", { name: "Post …" }).click();
  await page.getByRole("dialog", { name: "Post the brief" }).getByRole("button", { name: "Post the brief" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A booking page for the valley");
  await expect(page.getByText("Bids stay sealed, for you as well, until the deadline.")).toBeVisible();
});

test("somebody new can begin to write their profile on their first page", async ({ page, request }) => {
  await enter(page, await newPerson(request, "Bo Nyberg"), "/home");
  await page.getByRole("button", { name: "Write my profile" }).click();
  const form = page.getByRole("form", { name: "Profile and skills" });
  await expect(form.getByRole("button", { name: "Become a member" })).toBeVisible();
});

test("a client becomes a member later, and a member founds an organisation, from their account", async ({
  page,
  request,
}) => {
  await enter(page, await newClient(request, "Cleo"), "/account");
  await page.getByRole("button", { name: "Become a member" }).click();
  await page.getByRole("button", { name: "Write my profile" }).click();
  await expect(page.getByRole("form", { name: "Profile and skills" })).toBeVisible();
  await enter(page, await newMember(request, "Mio"), "/account");
  await page.getByRole("button", { name: "Act for an organisation" }).click();
  await page.getByLabel("Name of the organisation").fill("Mio & Co");
  await page.getByLabel("Country").selectOption("Austria");
  await page.getByRole("button", { name: "Found the organisation" }).click();
  await expect(page).toHaveURL("/briefs/new");
});

test("whoever comes by a member's link says so when they found their organisation", async ({ page, request }) => {
  const [mia, ada] = [await newMember(request, "Mia"), await newPerson(request, "Ada")];
  const { id } = await mia.call<{ id: string }>("GET", "/member");
  await page.goto(`/sign-up?brought_by=${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await signIn(page, ada.email);
  await expect(page.getByRole("checkbox", { name: /^A member’s link led me here/ })).toBeChecked();
  await expect(page.getByText(id)).toBeVisible();
  await page.getByLabel("Name of the organisation").fill("Novak & Co");
  await page.getByLabel("Country").selectOption("Austria");
  const said = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/client/finder"));
  await page.getByRole("button", { name: "Found the organisation" }).click();
  await expect(page).toHaveURL("/briefs/new");
  expect((await said).ok()).toBe(true);
  await page.goto("/billing");
  await expect(page.getByText(/^A member, for what is awarded from/)).toBeVisible();
});

test("wrong fields are told above the form and beside it, and each is a step away", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Sign up" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(3);
  await summary.getByRole("link", { name: "Choose a password of 12 to 200 characters." }).click();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
});

test.describe("refused", () => {
  test.use({ provoked: /status of 401/ });

  test("a wrong password is told in words, and nothing else happens", async ({ page, request }) => {
    const ada = await newPerson(request, "Ada");
    await signIn(page, ada.email, "not the password at all");
    await expect(page.getByRole("alert")).toContainText("The address or the password is wrong.");
    await expect(page).toHaveURL("/sign-in");
  });
});

test.describe("spent", () => {
  test.use({ provoked: /status of 409/ });

  test("a forgotten password is replaced through a link in a mail", async ({ page, request }) => {
    const ada = await newPerson(request, "Ada");
    await page.goto("/reset");
    await page.getByLabel("E-mail address").fill(ada.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    const link = await linkInMail(ada.email, "/reset");
    await page.goto(link);
    await page.getByLabel("Password", { exact: true }).fill("another horse battery");
    await page.getByRole("button", { name: "Set the password" }).click();
    await expect(page.getByRole("heading", { name: "The new password is set" })).toBeFocused();
    await signIn(page, ada.email, "another horse battery");
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();

    // The link is good once.
    await page.goto(link);
    await page.getByLabel("Password", { exact: true }).fill("a third horse battery");
    await page.getByRole("button", { name: "Set the password" }).click();
    await expect(page.getByRole("alert")).toContainText("This link was used already");
  });
});

test("a reload keeps somebody signed in; signing out ends it", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  await signIn(page, ada.email);
  await expect(page).toHaveURL("/briefs");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Briefs", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Account of Ada" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/briefs");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fbriefs/);
});

test("somebody sees where they are signed in, ends the other sessions and changes the password", async ({
  page,
  request,
}) => {
  const ada = await newPerson(request, "Ada");
  await signIn(page, ada.email);
  await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();
  await page.goto("/account");
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await expect(sessions.getByText("Chrome · Linux")).toBeVisible();
  await expect(sessions.getByText("This one")).toHaveCount(1);
  await sessions.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);

  await page.getByLabel("Password until now").fill(PASSWORD);
  await page.getByLabel("New password").fill("another horse battery");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue("");
});

test("a page that needs a session leads back to itself after signing in", async ({ page, request }) => {
  const ada = await newPerson(request, "Ada");
  await page.goto("/home");
  await expect(page.getByText("Please sign in to go on.")).toBeVisible();
  await page.getByLabel("E-mail address").fill(ada.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/home");
});

test("an address elsewhere in the link to sign in is not followed", async ({ page, request }) => {
  const ada = await newPerson(request, "Ada");
  await page.goto("/sign-in?next=//example.org/");
  await page.getByLabel("E-mail address").fill(ada.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/home");
});

test("the language changes at once, and stays", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByRole("combobox", { name: "Language", exact: true }).selectOption("Čeština");
  await expect(page.getByRole("heading", { name: "Přidat se" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "cs");
  await expect(page.getByLabel("Heslo", { exact: true })).toBeVisible();
});

test("somebody who holds several hats chooses one at sign-in, and switches later", async ({ page, request }) => {
  const ada = await newClient(request, "Ada");
  grant(ada, "steward");
  await signIn(page, ada.email);
  await expect(page.getByRole("heading", { name: "Which hat do you wear today?" })).toBeFocused();
  await page.getByRole("button", { name: "steward" }).click();
  await expect(page.getByText("You act as steward.")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Briefs" })).toBeHidden();

  await page.getByRole("button", { name: "Account of Ada" }).click();
  await page.getByRole("menuitem", { name: "Act as client" }).click();
  await expect(page).toHaveURL("/briefs");
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 403/ });

  test("a page of another hat says so", async ({ page, request }) => {
    const sol = await newPerson(request, "Sol");
    grant(sol, "steward");
    await signIn(page, sol.email);
    await expect(page.getByText("You act as steward.")).toBeVisible();
    await page.goto("/briefs");
    await expect(page.getByText("Not for your hat")).toBeVisible();
    await expect(page.getByText("This is not for the hat you wear.")).toBeVisible();
  });
});
