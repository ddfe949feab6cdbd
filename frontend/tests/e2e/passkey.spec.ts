import type { Page } from "@playwright/test";
import { usable } from "./support/look";
import { named } from "./support/network";
import { newPerson, PASSWORD } from "./support/people";
import { expect, signIn, test } from "./support/test";

/** A device in front of the page, whose owner unlocks it whenever it asks. */
async function holdDevice(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/");
}

test.describe("a passkey", () => {
  // Browsers keep passkeys for names. One that was removed is refused at the sign-in.
  test.use({ baseURL: named, provoked: /status of 401/ });

  test("is added, signs in without a password, is renamed and removed", async ({ page, request }) => {
    await holdDevice(page);
    const ada = await newPerson(request, "Ada");
    await signIn(page, ada.email);
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();
    await page.goto("/account");
    const section = page.getByRole("region", { name: "Passkeys" });
    await expect(section.getByText("You have no passkey yet.")).toBeVisible();
    await section.getByRole("button", { name: "Add a passkey" }).click();
    await usable(page, "light");
    await section.getByRole("button", { name: "Add it" }).click();
    await expect(section.getByRole("alert")).toContainText("Enter a name of 1 to 100 characters.");
    await section.getByLabel("Name of the passkey").fill("My phone");
    await section.getByLabel("Your password").fill(PASSWORD);
    await section.getByRole("button", { name: "Add it" }).click();
    await expect(section.getByText("My phone", { exact: true })).toBeVisible();
    await expect(section.getByText("never used")).toBeVisible();

    await signOut(page, "Ada");
    await page.goto("/sign-in");
    await usable(page, "light");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();

    await page.goto("/account");
    await expect(section.getByText("never used")).toBeHidden();
    await section.getByRole("button", { name: "Rename the passkey My phone" }).click();
    await section.getByLabel("Name of the passkey").fill("Blue phone");
    await section.getByRole("button", { name: "Save" }).click();
    await expect(section.getByText("Blue phone", { exact: true })).toBeVisible();

    // The passkey itself shows who it is, in place of the password.
    await section.getByRole("button", { name: "Remove the passkey Blue phone" }).click();
    await section.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(section.getByText("You have no passkey yet.")).toBeVisible();

    await signOut(page, "Ada");
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert")).toContainText("This passkey opens no account here");
    await signIn(page, ada.email);
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();
  });

  test("closes its owner's account in place of the password", async ({ page, request }) => {
    await holdDevice(page);
    const eve = await newPerson(request, "Eve");
    await signIn(page, eve.email);
    await expect(page.getByRole("heading", { name: "Hello, Eve" })).toBeVisible();
    await page.goto("/account");
    const section = page.getByRole("region", { name: "Passkeys" });
    await section.getByRole("button", { name: "Add a passkey" }).click();
    await section.getByLabel("Name of the passkey").fill("My phone");
    await section.getByLabel("Your password").fill(PASSWORD);
    await section.getByRole("button", { name: "Add it" }).click();
    await expect(section.getByText("My phone", { exact: true })).toBeVisible();

    await page.getByRole("button", { name: "Close the account" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Use the password instead" })).toBeVisible();
    await usable(page, "light");
    await dialog.getByRole("button", { name: "Close the account" }).click();
    await expect(page).toHaveURL("/");

    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert")).toContainText("This passkey opens no account here");
  });
});
