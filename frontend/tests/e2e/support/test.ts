import { test as base, expect, type Page } from "@playwright/test";
import { PASSWORD } from "./people";

/** What a page must never say in its console. A 401 or 409 that a journey provokes is logged by the browser itself. */
function isFault(text: string): boolean {
  return !/the server responded with a status of (401|404|409|422)/.test(text);
}

/** A test whose page fails it on any error in the console, uncaught error, or breach of the policy. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && isFault(message.text())) {
        faults.push(message.text());
      }
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI || event.sample}`);
      });
    });
    await use(page);
    expect(faults, "errors in the page").toEqual([]);
  },
});

export { expect };

/** Signs in through the page. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
