import type { Page } from "@playwright/test";
import { usable } from "./support/look";
import { newPerson, PASSWORD } from "./support/people";
import { Phone } from "./support/phone";
import { expect, signIn, test } from "./support/test";

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/");
}

test.describe("a second factor", () => {
  // A code that is wrong, at the sign-in.
  test.use({ provoked: /status of 401/ });

  test("is set up, asked for at the sign-in, replaced by a recovery code, and turned off", async ({
    page,
    request,
  }) => {
    const ada = await newPerson(request, "Ada");
    await signIn(page, ada.email);
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();
    await page.goto("/account");
    const section = page.getByRole("region", { name: "Second factor" });
    await section.getByLabel("Your password").fill(PASSWORD);
    await section.getByRole("button", { name: "Set it up" }).click();
    await expect(section.getByRole("img", { name: "QR code with the secret for your app" })).toBeVisible();
    await usable(page, "light");
    const phone = new Phone((await section.locator("code").textContent()) ?? "");
    await section.getByLabel("Code from the app").fill("12");
    await section.getByRole("button", { name: "Turn it on" }).click();
    await expect(section.getByRole("alert")).toContainText("Enter the six digits that the app shows now.");
    await section.getByLabel("Code from the app").fill(phone.code());
    await section.getByRole("button", { name: "Turn it on" }).click();

    await expect(section.getByRole("heading", { name: "Your recovery codes, shown this once" })).toBeFocused();
    const codes = await section.getByRole("listitem").allTextContents();
    expect(codes).toHaveLength(10);
    await usable(page, "light");
    await page.emulateMedia({ media: "print" });
    await expect(section.getByText(codes[0] ?? "")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Your account" })).toBeHidden();
    await page.emulateMedia({ media: null });
    await section.getByRole("button", { name: "I have kept them" }).click();
    await expect(section.getByText("Signing in takes a code.")).toBeVisible();
    await expect(section.getByText("10", { exact: true })).toBeVisible();

    // The code of the app.
    await signOut(page, "Ada");
    await signIn(page, ada.email);
    await expect(page.getByLabel("Code from the app")).toBeFocused();
    await usable(page, "light");
    await page.getByLabel("Code from the app").fill("000000");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("The code is wrong, or was used already.");
    await page.getByLabel("Code from the app").fill(phone.code());
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();

    // A recovery code, without the phone.
    await signOut(page, "Ada");
    await signIn(page, ada.email);
    await page.getByRole("button", { name: "Use a recovery code instead" }).click();
    await expect(page.getByLabel("Recovery code")).toBeFocused();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();

    await page.goto("/account");
    await expect(section.getByText("9", { exact: true })).toBeVisible();
    await section.getByRole("button", { name: "Turn it off" }).click();
    await section.getByLabel("Your password").fill(PASSWORD);
    await section.getByLabel("Code from the app, or a recovery code").fill(codes[1] ?? "");
    await section.getByRole("button", { name: "Turn it off" }).click();
    await expect(section.getByText("A password is enough to sign in at the moment.")).toBeVisible();
    await signOut(page, "Ada");
    await signIn(page, ada.email);
    await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();
  });
});
